/**
 * Asks the API whether it takes a configuration.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.validation.ConnectionCheck}.
 */
package io.hyperflux.kafka.connect.validation;
