/**
 * Speaks HTTP and JSON with the image-generation API; knows nothing of Kafka.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.api.ApiClient}: one GET is an {@link
 * io.hyperflux.kafka.connect.api.Exchange} that ends in an {@link
 * io.hyperflux.kafka.connect.api.Outcome}. What each kind of failure means is decided in {@link
 * io.hyperflux.kafka.connect.api.FailureKind} and {@link io.hyperflux.kafka.connect.api.Verdict}.
 *
 * <p>A listing is read by {@link io.hyperflux.kafka.connect.api.ListingReader}: the first entries
 * by Jackson, and those that are written like one before them past it, see {@code ListingBody} and
 * {@code EntryLayout}.
 */
package io.hyperflux.kafka.connect.api;
