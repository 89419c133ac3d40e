/**
 * Pure: the last statuses of one listing, and what an observation changes. No I/O, no clock; one
 * thread at a time.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.tracking.StatusTracker}: an observation goes in,
 * {@link io.hyperflux.kafka.connect.tracking.StatusChange}s come out.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.tracking;

import org.jspecify.annotations.NullMarked;
