/**
 * Which request is sent when, and what follows its answer.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.requests.ListingPoller} for polls and at {@link
 * io.hyperflux.kafka.connect.requests.Lookups} for look-ups; whose turn it is says {@link
 * io.hyperflux.kafka.connect.requests.PollTurns}. When a listing counts as failed is decided in
 * {@link io.hyperflux.kafka.connect.requests.PollFailures}. Nothing here waits but {@link
 * io.hyperflux.kafka.connect.requests.ZombieGuard#sleep}.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.requests;

import org.jspecify.annotations.NullMarked;
