/**
 * Pure: when to ask again, and the clock as an interface. It computes delays and never waits.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.pacing.PollSchedule} for one listing and {@link
 * io.hyperflux.kafka.connect.pacing.RequestBudget} for all of a Connect task.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.pacing;

import org.jspecify.annotations.NullMarked;
