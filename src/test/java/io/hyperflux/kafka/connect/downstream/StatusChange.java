package io.hyperflux.kafka.connect.downstream;

import java.util.List;

/**
 * A record's value as the JsonConverter without schemas writes it.
 *
 * @param previousStatus null at first sight
 * @param observedAt milliseconds since 1970
 * @param snapshot whether it was there before the connector watched
 * @param inFlightMs on the last change of a task, how long it was in flight, if that is known
 * @param generated image URLs, or null
 * @param generatedExpiresAt when the first of them dies, milliseconds since 1970, or null
 * @param hasNsfw a flag for each of them, or null
 */
public record StatusChange(
    String taskId,
    String status,
    String previousStatus,
    String listing,
    long observedAt,
    boolean snapshot,
    Long inFlightMs,
    List<String> generated,
    Long generatedExpiresAt,
    List<Boolean> hasNsfw) {

  /** Whether this is the end of the task, with an image. */
  boolean isCompleted() {
    return "COMPLETED".equals(status);
  }

  /** Whether this is the end of the task, without one. */
  boolean isFailed() {
    return "FAILED".equals(status);
  }
}
