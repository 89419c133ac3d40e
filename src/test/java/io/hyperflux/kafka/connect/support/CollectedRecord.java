package io.hyperflux.kafka.connect.support;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A record of a topic.
 *
 * @param value without the JsonConverter's envelope, if it has one; JSON null for a tombstone
 */
public record CollectedRecord(
    String key, JsonNode value, long timestamp, int partition, long offset) {}
