/**
 * What integration tests and the quickstart run the connector in: a real KRaft broker and real
 * distributed Connect workers, with the plugin zip that users install.
 *
 * <p>Start at {@link io.hyperflux.kafka.connect.support.ConnectEnvironment}: what a scenario needs
 * of such a world. {@link io.hyperflux.kafka.connect.support.EmbeddedEnvironment} makes it of the
 * Maven artifacts on the class path, in this JVM or in child JVMs; {@link
 * io.hyperflux.kafka.connect.support.ContainerEnvironment} makes it of the official image.
 * Scenarios talk to the worker by {@link io.hyperflux.kafka.connect.support.ConnectRest} and read
 * topics with {@link io.hyperflux.kafka.connect.support.RecordCollector}. Integration tests have
 * all of that by {@link io.hyperflux.kafka.connect.support.ConnectExtension}, which closes it, too.
 */
package io.hyperflux.kafka.connect.support;
