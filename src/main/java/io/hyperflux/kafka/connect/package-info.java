/**
 * Speaks Kafka Connect: connector, configuration, task, source offsets, records.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.HyperfluxSourceTask}, which assembles; the work of
 * a poll is in {@code StartedSourceTask}. HTTP and JSON are in {@code api}, decisions in {@code
 * tracking}.
 */
package io.hyperflux.kafka.connect;
