/**
 * Speaks HTTP: one GET and how it ended. Knows nothing of Kafka.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.api.ApiClient}: one GET is an {@link
 * io.hyperflux.kafka.connect.api.Exchange} that ends in an {@link
 * io.hyperflux.kafka.connect.api.Outcome}. What kinds of failure there are, and what each leads to,
 * stands in {@link io.hyperflux.kafka.connect.api.FailureKind}.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.api;

import org.jspecify.annotations.NullMarked;
