package io.hyperflux.kafka.connect.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An API task seen for the first time, or with another status than the last one produced.
 *
 * @param row the tracker's own number for the task, from 1; it stays the task's until the record of
 *     this change has gone out
 * @param taskId the API task
 * @param status its status now
 * @param previousStatus the last status produced, null at first sight
 * @param observedAt when the listing that showed it was read
 * @param snapshot whether it was there before anybody watched: see {@link Snapshot}
 * @param inFlight for an ended task, how long it is known to have been in flight, not negative;
 *     null if it never was, or has not ended
 */
public record StatusChange(
    int row,
    String taskId,
    String status,
    @Nullable String previousStatus,
    Instant observedAt,
    boolean snapshot,
    @Nullable Duration inFlight) {

  /** Rejects what no change can be: no row, nulls, no difference. */
  public StatusChange {
    if (row <= TaskIds.NONE) {
      throw new IllegalArgumentException("row " + row);
    }
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(observedAt, "observedAt");
    if (status.equals(previousStatus)) {
      throw new IllegalArgumentException(taskId + " is still " + status);
    }
  }

  /** A change to the status that a row has now. */
  static StatusChange of(
      TrackedTasks tasks,
      int row,
      @Nullable String previousStatus,
      Instant at,
      boolean isOfSnapshot) {
    String status = Objects.requireNonNull(tasks.statuses().get(row), "status");
    return new StatusChange(
        row,
        tasks.ids().taskId(row),
        status,
        previousStatus,
        at,
        isOfSnapshot,
        Statuses.hasEnded(status) ? tasks.endFlight(row, at) : null);
  }
}
