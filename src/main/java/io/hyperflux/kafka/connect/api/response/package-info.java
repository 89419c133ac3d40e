/**
 * What an HTTP answer says: its head, and its body's bytes, whatever is in them.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.api.response.ContentCodings} for bodies; the rest
 * reads one header each.
 */
package io.hyperflux.kafka.connect.api.response;
