/**
 * Pure decisions: what changed, which slot a task sits in, when to ask next. No I/O, no clock of
 * its own, not thread-safe: one Connect task's thread uses it.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.tracking.StatusTracker}: an observation goes in,
 * {@link io.hyperflux.kafka.connect.tracking.StatusChange}s come out.
 */
package io.hyperflux.kafka.connect.tracking;
