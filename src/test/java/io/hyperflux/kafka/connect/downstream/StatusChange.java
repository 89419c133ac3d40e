package io.hyperflux.kafka.connect.downstream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A record's value as the JsonConverter without schemas writes it. Fields that later versions add
 * are ignored.
 *
 * @param previousStatus null at first sight
 * @param observedAt milliseconds since 1970
 * @param generated image URLs, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusChange(
    @JsonProperty("task_id") String taskId,
    @JsonProperty("status") String status,
    @JsonProperty("previous_status") String previousStatus,
    @JsonProperty("listing") String listing,
    @JsonProperty("observed_at") long observedAt,
    @JsonProperty("generated") List<String> generated) {

  /** Whether this is the end of the task, with an image. */
  boolean isCompleted() {
    return "COMPLETED".equals(status);
  }

  /** Whether this is the end of the task, without one. */
  boolean isFailed() {
    return "FAILED".equals(status);
  }
}
