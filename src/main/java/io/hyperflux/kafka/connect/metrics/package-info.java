/**
 * Counts by listing, and the two ways to show them.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.metrics.ListingCounters}; a metric is one line in
 * {@code MetricCatalog}.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.metrics;

import org.jspecify.annotations.NullMarked;
