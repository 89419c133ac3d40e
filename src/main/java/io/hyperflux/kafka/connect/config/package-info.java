/**
 * Keys, checks, rules, typed access; which setting to look at after a failure.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.config.ConfigDefinition}: a key is defined in the
 * file of its group, named in {@link io.hyperflux.kafka.connect.config.ConfigKeys}, read in {@link
 * io.hyperflux.kafka.connect.config.HyperfluxSourceConfig}, and what must hold between two keys
 * stands in {@link io.hyperflux.kafka.connect.config.ConfigRules}.
 *
 * <p>Nothing is null here unless it is annotated {@code @Nullable}.
 */
@NullMarked
package io.hyperflux.kafka.connect.config;

import org.jspecify.annotations.NullMarked;
