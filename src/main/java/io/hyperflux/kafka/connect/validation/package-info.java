/**
 * Asks the API whether it takes a configuration.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.validation.ConnectionCheck}.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.validation;

import org.jspecify.annotations.NullMarked;
