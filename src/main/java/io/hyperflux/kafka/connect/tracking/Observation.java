package io.hyperflux.kafka.connect.tracking;

import java.util.BitSet;
import java.util.Set;

/**
 * One observation while its entries are shown, in any order: which status of a task counts if it
 * stands there twice, and whether it is in flight by all that is shown of it. Used again for each
 * one, so that an unchanged one allocates nothing.
 */
final class Observation {
  private final Set<String> emitted; // empty: all
  private final boolean filters;
  private final TrackedTasks tasks;
  private final TaskIds ids;
  private final RowStatuses statuses;
  private final Presence presence;
  private final PendingChanges pending;

  // by row
  private final BitSet unshown = new BitSet(); // listed, but with no status, or a filtered one
  private final BitSet ended = new BitSet(); // by a status that is filtered out
  private final BitSet differing = new BitSet();

  // what was told by look-ups that were sent after the request for the listing
  private final BitSet newer = new BitSet();
  private boolean anyNewer;

  Observation(Set<String> emitted, TrackedTasks tasks, PendingChanges pending) {
    this.emitted = Set.copyOf(emitted);
    this.filters = !emitted.isEmpty();
    this.tasks = tasks;
    this.ids = tasks.ids();
    this.statuses = tasks.statuses();
    this.presence = tasks.presence();
    this.pending = pending;
  }

  boolean isEmitted(String status) {
    return !filters || emitted.contains(status);
  }

  /** A request for the listing is sent: no look-up is newer than its answer yet. */
  void requested() {
    newer.clear();
    anyNewer = false;
  }

  /** A look-up has told more of a row than the answer to the last request will. */
  void outdate(int row) {
    newer.set(row);
    anyNewer = true;
  }

  void begin() {
    ids.rewind();
    presence.beginObservation();
    unshown.clear();
    ended.clear();
    differing.clear();
  }

  /** One entry; the status may be null. */
  void seen(String taskId, String status) {
    int row = ids.find(taskId);
    if (row != TaskIds.NONE) {
      seen(row, status);
    } else if (status != null) {
      seenNew(tasks.add(taskId), status);
    }
  }

  /** The same of a task whose id is a UUID. */
  void seen(long most, long least, String status) {
    int row = ids.find(most, least);
    if (row != TaskIds.NONE) {
      seen(row, status);
    } else if (status != null) {
      seenNew(tasks.add(most, least), status);
    }
  }

  private void seenNew(int row, String status) {
    newer.clear(row); // it may have been another task's
    seen(row, status);
  }

  private void seen(int row, String status) {
    boolean again = presence.isListed(row);
    boolean isBack = !again && presence.list(row);
    boolean tellsNothing = status == null || (anyNewer && newer.get(row));
    if (tellsNothing || !isEmitted(status)) {
      if (!again) {
        unshown.set(row);
      }
      if (!tellsNothing) {
        seenFiltered(row, status);
      }
      return;
    }
    String before = statuses.get(row);
    String now = again && !unshown.get(row) ? Statuses.winner(before, status) : status;
    if (again) {
      unshown.clear(row);
    }
    boolean differs = !now.equals(before);
    if (differs) {
      if (!differing.get(row)) {
        differing.set(row);
        pending.add(row, before);
      }
      statuses.set(row, now);
    }
    if (differs || isBack || filters || presence.isGivenUp(row)) {
      tasks.setInFlight(row, !Statuses.hasEnded(now) && !ended.get(row));
    }
  }

  private void seenFiltered(int row, String status) {
    boolean hasEnded =
        Statuses.hasEnded(status)
            || ended.get(row)
            || (!unshown.get(row) && Statuses.hasEnded(statuses.get(row)));
    ended.set(row, hasEnded);
    tasks.setInFlight(row, !hasEnded);
  }
}
