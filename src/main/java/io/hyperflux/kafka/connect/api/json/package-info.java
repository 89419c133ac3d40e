/**
 * Reads the bodies.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.api.json.ListingReader}: the first entries by
 * Jackson, and those that are written like one before them past it, see {@code ListingBody} and
 * {@code EntryLayouts}. Single tasks are read by {@link
 * io.hyperflux.kafka.connect.api.json.LookupReader}.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.api.json;

import org.jspecify.annotations.NullMarked;
