/**
 * Reads the bodies.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.api.json.ListingReader}: the first entries by
 * Jackson, and those that are written like one before them past it, see {@code ListingBody} and
 * {@code EntryLayouts}. Single tasks are read by {@link
 * io.hyperflux.kafka.connect.api.json.LookupReader}.
 */
package io.hyperflux.kafka.connect.api.json;
