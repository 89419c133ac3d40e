package io.hyperflux.kafka.connect.crash;

/**
 * A record of the topic.
 *
 * @param previous null at first sight
 * @param observedAtMillis epoch milliseconds
 */
record Produced(String taskId, String previous, String status, long observedAtMillis) {}
