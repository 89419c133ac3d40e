package io.hyperflux.kafka.connect.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A record of a topic.
 *
 * @param key its bytes as text
 * @param value without the JsonConverter's envelope, if it has one; JSON null for a tombstone
 * @param text the value's bytes as text, with the envelope; null for a tombstone
 */
public record CollectedRecord(
    String key, JsonNode value, String text, long timestamp, int partition, long offset) {

  /** What these tell, a line each, in their order. */
  public static List<String> changes(List<CollectedRecord> records) {
    return records.stream().map(CollectedRecord::change).toList();
  }

  /** What it tells, on one line: task_id: previous_status -> status. */
  public String change() {
    return value.path("task_id").asText()
        + ": "
        + value.path("previous_status").asText()
        + " -> "
        + value.path("status").asText();
  }
}
