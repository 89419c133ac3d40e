package io.hyperflux.kafka.connect.downstream;

import java.util.List;

/**
 * A record's value as the JsonConverter without schemas writes it.
 *
 * @param previousStatus null at first sight
 * @param observedAt milliseconds since 1970
 * @param generated image URLs, or null
 */
public record StatusChange(
    String taskId,
    String status,
    String previousStatus,
    String listing,
    long observedAt,
    List<String> generated) {

  /** Whether this is the end of the task, with an image. */
  boolean isCompleted() {
    return "COMPLETED".equals(status);
  }

  /** Whether this is the end of the task, without one. */
  boolean isFailed() {
    return "FAILED".equals(status);
  }
}
