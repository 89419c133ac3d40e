package io.hyperflux.kafka.connect.offsets;

import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored in a slot: a source partition and its source offset. This is a persisted format:
 * later versions must read what earlier ones wrote.
 *
 * <pre>
 *   partition  {"slot": "/v1/ai/text-to-image/hyperflux#17"}
 *   offset     {"task_id": "046b...", "status": "COMPLETED", "observed_at": 1793880000000}
 * </pre>
 *
 * <p>While the first observation of a listing is being handed out, offsets also have {@code
 * "snapshot": 250}.
 *
 * <p>The partition keeps one key: Connect compares serialized bytes, so two keys in another order
 * would be another partition. It names no host: moving to another one must not replay history.
 *
 * @param taskId the API task in the slot
 * @param status its last produced status
 * @param observedAtMillis when that was observed, epoch milliseconds
 * @param snapshotSize while a snapshot is not complete, how many slots will be stored when it is;
 *     else 0
 */
public record SlotOffset(String taskId, String status, long observedAtMillis, int snapshotSize) {
  static final String SLOT = "slot";
  public static final String TASK_ID = "task_id";
  static final String STATUS = "status";
  static final String OBSERVED_AT = "observed_at";
  static final String SNAPSHOT = "snapshot";

  public static Map<String, String> partition(String listing, int slot) {
    return Map.of(SLOT, listing + "#" + slot);
  }

  /** The slot number of a partition of this listing; negative if it is none. */
  public static int slot(String listing, Map<String, ?> partition) {
    return partition.get(SLOT) instanceof String slot
            && slot.startsWith(listing)
            && slot.indexOf('#', listing.length()) == listing.length()
        ? Integer.parseInt(slot, listing.length() + 1, slot.length(), 10)
        : -1;
  }

  /**
   * The offset that goes with the record of a change.
   *
   * @param snapshotSize how many slots the snapshot under way will have stored; 0 without one
   */
  public static Map<String, Object> offset(StatusChange change, int snapshotSize) {
    long observedAt = change.observedAt().toEpochMilli();
    return snapshotSize == 0
        ? Map.of(TASK_ID, change.taskId(), STATUS, change.status(), OBSERVED_AT, observedAt)
        : Map.of(
            TASK_ID,
            change.taskId(),
            STATUS,
            change.status(),
            OBSERVED_AT,
            observedAt,
            SNAPSHOT,
            snapshotSize);
  }

  /**
   * Reads a stored offset as far as it can be read: without a usable time the status still counts,
   * as observed before any other.
   *
   * @return null if it does not tell a task and its status
   */
  static @Nullable SlotOffset parse(Map<String, ?> offset) {
    return offset.get(TASK_ID) instanceof String taskId
            && offset.get(STATUS) instanceof String status
        ? new SlotOffset(
            taskId,
            status,
            offset.get(OBSERVED_AT) instanceof Number observedAt ? observedAt.longValue() : 0,
            offset.get(SNAPSHOT) instanceof Number size ? Math.max(0, size.intValue()) : 0)
        : null;
  }

  /** Whether a stored offset has all that this connector writes. */
  static boolean isWhole(Map<String, ?> offset) {
    return parse(offset) != null && offset.get(OBSERVED_AT) instanceof Number;
  }
}
