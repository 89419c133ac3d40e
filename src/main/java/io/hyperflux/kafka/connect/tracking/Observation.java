package io.hyperflux.kafka.connect.tracking;

import java.time.Instant;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One observation of a listing: {@link #seen} for each entry in any order, then {@link #complete}.
 * It decides which status of a task counts if the listing has it twice, and whether the task is in
 * flight. The object is reused for the next one, so that an unchanged observation allocates
 * nothing.
 *
 * <p>Some statuses may be filtered out: they count as listed, and make a task in flight or not, but
 * they are never produced, and take no slot.
 */
public final class Observation {
  private final Set<String> emitted; // empty: all
  private final boolean filters;
  private final TrackedTasks tasks;
  private final TaskIds ids;
  private final RowStatuses statuses;
  private final Presence presence;
  private final IntPredicate isInFlight;
  private final PendingChanges pending;
  private final Snapshot snapshot;

  // by row
  private final BitSet unshown = new BitSet(); // listed, but with no status, or a filtered one
  private final BitSet ended = new BitSet(); // by a status that is filtered out
  private final BitSet differing = new BitSet();

  // what was told by look-ups that were sent after the request for the listing
  private final BitSet newer = new BitSet();
  private boolean anyNewer;

  Observation(Set<String> emitted, TrackedTasks tasks, PendingChanges pending, Snapshot snapshot) {
    this.emitted = Set.copyOf(emitted);
    this.filters = !emitted.isEmpty();
    this.tasks = tasks;
    this.ids = tasks.ids();
    this.statuses = tasks.statuses();
    this.presence = tasks.presence();
    this.isInFlight = presence::isInFlight;
    this.pending = pending;
    this.snapshot = snapshot;
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

  /**
   * One entry of the listing.
   *
   * @param taskId a usable task id
   * @param status a usable status, or null: the task is listed, its status can't be told
   */
  public void seen(String taskId, @Nullable String status) {
    int row = ids.find(taskId);
    if (row == TaskIds.NONE && status != null) {
      row = asNew(tasks.add(taskId));
    }
    seen(row, status);
  }

  /**
   * One entry of the listing, whose task id is a UUID in lower case other than the nil UUID; the
   * same as {@link #seen(String, String)} without a text.
   *
   * @param most the UUID's most significant bits
   * @param least its least significant bits
   * @param status a usable status, or null: the task is listed, its status can't be told
   */
  public void seen(long most, long least, @Nullable String status) {
    int row = ids.find(most, least);
    if (row == TaskIds.NONE && status != null) {
      row = asNew(tasks.add(most, least));
    }
    seen(row, status);
  }

  /**
   * Ends the observation.
   *
   * @param at when the listing was read
   * @return how many changes there are to hand out
   */
  public int complete(Instant at) {
    // a task listed twice may differ by its first entry and not by the one that counts
    pending.removeUnchanged(statuses);
    tasks.endObservation(at);
    snapshot.observed(pending.firstSights());
    return pending.size();
  }

  /**
   * Since when that task is known to be in flight which has been so longest; it looks at all that
   * are.
   *
   * @return epoch milliseconds; 0 if none is in flight
   */
  public long oldestInFlightMillis() {
    long since =
        presence.inFlight() == 0 ? RowTimes.NONE : tasks.inFlightSince.earliest(isInFlight);
    return since == RowTimes.NONE ? 0 : since;
  }

  private int asNew(int row) {
    newer.clear(row); // it may have been another task's
    return row;
  }

  private void seen(int row, @Nullable String status) {
    if (row == TaskIds.NONE) {
      return; // its status can't be told, and it is not known from before
    }
    boolean again = presence.isListed(row);
    boolean isBack = !again && presence.list(row);
    boolean isUsual = !again && !isBack && !filters && !anyNewer;
    // nearly all entries tell nothing new: a small method is compiled into the loop over them
    if (!isUsual
        || status == null
        || !status.equals(statuses.get(row))
        || presence.isGivenUp(row)) {
      tell(row, status, again, isBack);
    }
  }

  private void tell(int row, @Nullable String status, boolean again, boolean isBack) {
    boolean isOutdated = anyNewer && newer.get(row);
    if (status == null || isOutdated || !isEmitted(status)) {
      if (!again) {
        unshown.set(row);
      }
      if (status != null && !isOutdated) {
        seenFiltered(row, status);
      }
      return;
    }
    String before = statuses.get(row);
    String now =
        again && before != null && !unshown.get(row) ? Statuses.winner(before, status) : status;
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
    boolean hasEnded = Statuses.hasEnded(status) || ended.get(row) || hasEndedAsShown(row);
    ended.set(row, hasEnded);
    tasks.setInFlight(row, !hasEnded);
  }

  /** Whether another entry of the listing says so, whose status is not filtered out. */
  private boolean hasEndedAsShown(int row) {
    String shown = unshown.get(row) ? null : statuses.get(row);
    return shown != null && Statuses.hasEnded(shown);
  }
}
