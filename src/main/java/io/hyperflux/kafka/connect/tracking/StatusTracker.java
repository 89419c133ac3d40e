package io.hyperflux.kafka.connect.tracking;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last produced status of every API task of one listing, and what a new observation changes.
 *
 * <p>One observation is {@link #begin}, then what it returns, then {@link #nextChange} until that
 * is null. A status counts as produced when {@code nextChange} hands it out: so a change that was
 * never handed out is found again by the next observation after a restart. A task gets a slot by
 * {@link #takeSlot}, when its first record goes out.
 *
 * <p>A task is forgotten only when its slot is given to a newer task. Listed tasks, tasks in flight
 * and tasks whose records wait are never forgotten. A slot holds one task. An observation begins
 * only when all changes of the one before are handed out; an unchanged one allocates nothing.
 */
public final class StatusTracker {
  /** What {@link #takeSlot} says while there is none. */
  public static final int NO_SLOT = Slots.NONE;

  private final TrackedTasks tasks;
  private final Presence presence;
  private final PendingChanges pending = new PendingChanges();
  private final Observation observation;
  private final Snapshot snapshot = new Snapshot();
  private long requests;

  /** Produces all statuses, and gives up missing tasks at once. */
  public StatusTracker() {
    this(Set.of(), false);
  }

  /**
   * A tracker of one listing.
   *
   * @param emitted the statuses that are produced; empty for all
   * @param looksUpMissing whether somebody asks how a task ended that left the listing in flight
   */
  public StatusTracker(Set<String> emitted, boolean looksUpMissing) {
    this(emitted, looksUpMissing, TaskSlots.ABSENT_AT_LEAST);
  }

  StatusTracker(Set<String> emitted, boolean looksUpMissing, int absentAtLeast) {
    this.tasks = new TrackedTasks(looksUpMissing, absentAtLeast);
    this.presence = tasks.presence();
    this.observation = new Observation(emitted, tasks, pending, snapshot);
  }

  /**
   * Remembers what an earlier run produced; only before the first observation. Where two slots hold
   * one task, the greatest {@code observedAt} wins, then the higher slot; the other slot is free.
   *
   * @param slot the slot that the stored source offset belongs to, each at most once
   * @param observedAtMillis when that status was observed, epoch milliseconds
   * @param snapshotSize what the offset says of a snapshot under way, 0 if nothing
   */
  public void restore(
      int slot, String taskId, String status, long observedAtMillis, int snapshotSize) {
    tasks.restore(slot, taskId, status, observedAtMillis);
    snapshot.restored(snapshotSize, observedAtMillis);
  }

  /** A stored slot tells no task: it is free. */
  public void restoreUnknown(int slot) {
    tasks.slots().restoreOutdated(slot);
  }

  /** Makes room for so many tasks in one step, and for no more. */
  public void reserve(int tasks) {
    this.tasks.reserve(tasks);
  }

  /** A request for the listing is sent: what is looked up from now on is newer than its answer. */
  public void requested() {
    requests++;
    observation.requested();
  }

  /** How many have been sent. */
  public long requests() {
    return requests;
  }

  /**
   * Starts the next observation.
   *
   * @return takes its entries, and is used again for the one after it
   * @throws IllegalStateException if changes of the one before are not handed out
   */
  public Observation begin() {
    if (hasChanges()) {
      throw new IllegalStateException(pending.size() + " changes are not handed out yet");
    }
    observation.begin();
    return observation;
  }

  /** Whether at most one observation has ended: what it shows may have been waiting before. */
  public boolean isFirstObservation() {
    return tasks.observations() <= 1;
  }

  /** Hands out the next change, which counts as produced from now on; null if there is none. */
  public @Nullable StatusChange nextChange() {
    if (pending.isEmpty()) {
      return null;
    }
    boolean isOfSnapshot = snapshot.has(pending.previousStatus());
    StatusChange change =
        StatusChange.of(
            tasks, pending.row(), pending.previousStatus(), tasks.observedAt(), isOfSnapshot);
    pending.remove();
    return change;
  }

  /** Hands those changes out first whose new status is such a one; otherwise keeps their order. */
  public void bringForward(Predicate<String> status) {
    pending.bringForward(row -> status.test(tasks.statuses().get(row)));
  }

  /** Whether there is a next change, and its new status is such a one. */
  public boolean nextIs(Predicate<String> status) {
    return hasChanges() && status.test(tasks.statuses().get(pending.row()));
  }

  /** Whether changes of the last observation are still to be handed out. */
  public boolean hasChanges() {
    return !pending.isEmpty();
  }

  /** How many API tasks are remembered. */
  public int size() {
    return tasks.ids().size();
  }

  /** How many of them are in flight: listed or to be looked up, and not known to have ended. */
  public int inFlight() {
    return presence.inFlight();
  }

  /**
   * The tasks that have turned out missing since the last call, and are to be looked up.
   *
   * @return their rows; each may have become another task's when {@link #isMissing(int)} is false
   */
  public int[] newlyMissing() {
    return tasks.takeNewlyMissing();
  }

  /** Whether the last observation showed a task. */
  public boolean isListed(String taskId) {
    return presence.isListed(tasks.ids().find(taskId));
  }

  /** Whether the task of a row is in flight, and has been missing from the listing ever since. */
  public boolean isMissing(int row) {
    return presence.isMissing(row);
  }

  /** The same of a task. */
  public boolean isMissing(String taskId) {
    return presence.isMissing(tasks.ids().find(taskId));
  }

  /** The task of a row that is missing. */
  public String taskId(int row) {
    return tasks.ids().taskId(row);
  }

  /**
   * A missing task was looked up.
   *
   * @param status its status
   * @param at when the answer was read
   * @param sentAfter {@link #requests} when the look-up was sent
   * @return the change, which counts as produced from now on; null if there is none
   */
  public @Nullable StatusChange lookedUp(String taskId, String status, Instant at, long sentAfter) {
    int row = tasks.ids().find(taskId);
    if (!presence.isMissing(row)) {
      return null; // the listing has shown it since
    }
    if (sentAfter == requests) {
      observation.outdate(row);
    }
    String before = tasks.statuses().get(row);
    boolean isNews = observation.isEmitted(status) && !status.equals(before);
    if (isNews) {
      tasks.statuses().set(row, status);
    }
    StatusChange change = isNews ? StatusChange.of(tasks, row, before, at, false) : null;
    if (Statuses.hasEnded(status)) {
      tasks.ended(row);
    }
    return change;
  }

  /** It can't be found out how a missing task ended. */
  public void lost(String taskId) {
    tasks.lost(taskId);
  }

  /** The record of a change waits: until {@link #release} its task is not forgotten. */
  public void hold(StatusChange change) {
    presence.hold(change.row());
  }

  /** The record of a change that waited has gone out. */
  public void release(StatusChange change) {
    presence.release(change.row());
  }

  /**
   * The slot for the record of a change that goes out now: the one of its task, or one that it gets
   * now, perhaps from a task that is forgotten thereby.
   *
   * @return {@link #NO_SLOT} if there is none before {@link #stored} has been told of more records
   */
  public int takeSlot(StatusChange change) {
    return tasks.slots().take(change.row(), tasks);
  }

  /**
   * What the offset of a record that goes out now says of a snapshot; called once for each record.
   *
   * @return how many slots will be stored when the snapshot is complete; 0 if it is
   */
  public int snapshotSize(StatusChange change) {
    return snapshot.wentOut(change.snapshot(), change.previousStatus() == null);
  }

  /** The worker does not report records: from now on all count as stored. */
  public void trustAll() {
    tasks.slots().trustAll();
  }

  /** The worker stores the source offset of a record that went out with this slot. */
  public void stored(int slot) {
    tasks.slots().stored(slot);
  }

  /** The worker has dropped a record of this task, with this slot, and its source offset. */
  public void dropped(int slot, String taskId) {
    tasks.slots().dropped(tasks.ids().find(taskId), slot);
  }
}
