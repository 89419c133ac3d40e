package io.hyperflux.kafka.connect.tracking;

import java.time.Instant;
import java.util.Objects;

/**
 * An API task seen for the first time, or with another status than the last one produced.
 *
 * @param slot the slot the task sits in, from 0
 * @param taskId the API task
 * @param status its status now
 * @param previousStatus the last status produced, null at first sight
 * @param observedAt when the listing that showed it was read
 */
public record StatusChange(
    int slot, String taskId, String status, String previousStatus, Instant observedAt) {

  /** Rejects what no change can be: a negative slot, nulls, no difference. */
  public StatusChange {
    if (slot < 0) {
      throw new IllegalArgumentException("slot " + slot);
    }
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(observedAt, "observedAt");
    if (status.equals(previousStatus)) {
      throw new IllegalArgumentException(taskId + " is still " + status);
    }
  }
}
