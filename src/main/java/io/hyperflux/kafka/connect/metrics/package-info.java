/**
 * Counts by listing, and the two ways to show them.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.metrics.ListingCounters}; a metric is one line in
 * {@code MetricCatalog}.
 */
package io.hyperflux.kafka.connect.metrics;
