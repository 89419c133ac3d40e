/**
 * What one builds on the connector's topic: an example of a Kafka Streams application. To copy;
 * nothing of the connector depends on it.
 */
package io.hyperflux.kafka.connect.downstream;
