package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.util.Map;

/**
 * What is stored in a slot: a source partition and its source offset. This is a persisted format:
 * later versions must read what earlier ones wrote.
 *
 * <pre>
 *   partition  {"slot": "/v1/ai/text-to-image/hyperflux#17"}
 *   offset     {"task_id": "046b...", "status": "COMPLETED", "observed_at": 1793880000000}
 * </pre>
 *
 * <p>The partition keeps one key: Connect compares serialized bytes, so two keys in another order
 * would be another partition. It names no host: moving to another one must not replay history.
 *
 * @param taskId the API task in the slot
 * @param status its last produced status
 * @param observedAtMillis when that was observed, epoch milliseconds
 */
record SlotOffset(String taskId, String status, long observedAtMillis) {
  private static final String SLOT = "slot";
  private static final String TASK_ID = "task_id";
  private static final String STATUS = "status";
  private static final String OBSERVED_AT = "observed_at";

  static Map<String, String> partition(String listing, int slot) {
    return Map.of(SLOT, listing + "#" + slot);
  }

  /** The offset that goes with the record of a change. */
  static Map<String, Object> offset(StatusChange change) {
    return Map.of(
        TASK_ID, change.taskId(),
        STATUS, change.status(),
        OBSERVED_AT, change.observedAt().toEpochMilli());
  }

  /**
   * Reads a stored offset.
   *
   * @return null if it is not one of ours
   */
  static SlotOffset parse(Map<String, ?> offset) {
    return offset.get(TASK_ID) instanceof String taskId
            && offset.get(STATUS) instanceof String status
            && offset.get(OBSERVED_AT) instanceof Number observedAt
        ? new SlotOffset(taskId, status, observedAt.longValue())
        : null;
  }
}
