/**
 * What an HTTP answer says: its head, and its body's bytes, whatever is in them.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.api.response.ContentCodings} for bodies; the rest
 * reads one header each.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.api.response;

import org.jspecify.annotations.NullMarked;
