package io.hyperflux.kafka.connect.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * The last produced status of every API task of one listing, and what a new observation changes.
 *
 * <p>One observation is {@link #begin}, {@link #seen} for each entry in any order, {@link
 * #complete}; then {@link #nextChange} until it is null. A status counts as produced when {@code
 * nextChange} hands it out: so a change that was never handed out is found again by the next
 * observation after a restart. A task gets a slot by {@link #takeSlot}, when its first record goes
 * out.
 *
 * <p>What is remembered is what is stored: a task is forgotten when its slot goes to a newer one,
 * and at no other time. Listed tasks, those in flight and those whose records wait never are.
 *
 * <p>Some statuses may be filtered out: they count as listed, and make a task in flight or not, but
 * they are never produced, and take no slot.
 *
 * <p>Invariants: a slot holds one task; an observation begins only when all changes of the one
 * before are handed out. An unchanged observation allocates nothing.
 */
public final class StatusTracker {
  /** What {@link #takeSlot} says while there is none. */
  public static final int NO_SLOT = Slots.NONE;

  /** A stored task that is in flight and absent at the start is looked up if it is not older. */
  static final Duration OLDEST_TO_LOOK_UP = Duration.ofHours(24);

  private final Set<String> emitted;
  private final boolean filters;
  private final TaskIds ids = new TaskIds();
  private final PendingChanges pending = new PendingChanges();
  private final Presence presence = new Presence();
  private final TaskSlots slots;
  private final RowStatuses statuses = new RowStatuses(); // last shown; produced, if not pending
  private final AbsentTasks absent;
  private RestoredTimes restored = new RestoredTimes(); // only until the first observation
  private int observations;

  // of the last observation, by row
  private final BitSet unshown = new BitSet(); // listed, but with no status, or a filtered one
  private final BitSet ended = new BitSet(); // by a status that is filtered out
  private final BitSet differing = new BitSet();
  private Instant observedAt = Instant.EPOCH;

  // what was told by look-ups that were sent after the last request for the listing
  private final BitSet newer = new BitSet();
  private boolean anyNewer;
  private long requests;

  /** All statuses are produced, and nobody looks up what is missing. */
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
    this.slots = new TaskSlots(presence, absentAtLeast);
    this.emitted = Set.copyOf(emitted);
    this.filters = !emitted.isEmpty();
    this.absent = new AbsentTasks(looksUpMissing);
  }

  /**
   * Remembers what an earlier run produced; only before the first observation. Where two slots hold
   * one task, the greatest {@code observedAt} wins, then the higher slot; the other slot is free.
   *
   * @param slot the slot that the stored source offset belongs to, each at most once
   * @param observedAtMillis when that status was observed, epoch milliseconds
   */
  public void restore(int slot, String taskId, String status, long observedAtMillis) {
    Objects.requireNonNull(status, "status");
    int row = ids.find(taskId);
    if (row == TaskIds.NONE) {
      row = ids.add(taskId);
      makeRoomFor(row);
    } else {
      long before = restored.get(row);
      boolean storedWins =
          before > observedAtMillis || (before == observedAtMillis && slots.get(row) > slot);
      if (storedWins) {
        slots.restoreOutdated(slot);
        return;
      }
    }
    slots.restore(row, slot);
    statuses.set(row, status);
    restored.set(row, observedAtMillis);
    presence.restore(row);
    presence.setInFlight(row, !Statuses.hasEnded(status));
  }

  /** A stored slot tells no task: it is free. */
  public void restoreUnknown(int slot) {
    slots.restoreOutdated(slot);
  }

  /** Makes room for so many tasks in one step, and for no more. */
  public void reserve(int tasks) {
    ids.reserve(tasks);
    if (tasks >= slots.length()) {
      makeRoom(tasks + 1);
    }
  }

  /** A request for the listing is sent: what is looked up from now on is newer than its answer. */
  public void requested() {
    requests++;
    newer.clear();
    anyNewer = false;
  }

  /** How many requests for the listing have been sent. */
  public long requests() {
    return requests;
  }

  /** Starts the next observation. */
  public void begin() {
    if (hasChanges()) {
      throw new IllegalStateException(pending.size() + " changes are not handed out yet");
    }
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
  public void seen(String taskId, String status) {
    int row = ids.find(taskId);
    if (row == TaskIds.NONE && status != null) {
      row = ids.add(taskId);
      makeRoomFor(row);
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
  public void seen(long most, long least, String status) {
    int row = ids.find(most, least);
    if (row == TaskIds.NONE && status != null) {
      row = ids.add(most, least);
      makeRoomFor(row);
    }
    seen(row, status);
  }

  private void seen(int row, String status) {
    if (row == TaskIds.NONE) {
      return;
    }
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
      presence.setInFlight(row, !Statuses.hasEnded(now) && !ended.get(row));
    }
  }

  private void seenFiltered(int row, String status) {
    boolean hasEnded =
        Statuses.hasEnded(status)
            || ended.get(row)
            || (!unshown.get(row) && Statuses.hasEnded(statuses.get(row)));
    ended.set(row, hasEnded);
    presence.setInFlight(row, !hasEnded);
  }

  /**
   * Ends the observation.
   *
   * @param at when the listing was read
   * @return how many changes there are to hand out
   */
  public int complete(Instant at) {
    observedAt = at;
    observations++;
    // a task listed twice may differ by its first entry and not by the one that counts
    pending.removeUnchanged(statuses);
    slots.observed(presence.listedNow());
    presence.endObservation(absent, absent);
    restored = null;
    absent.forgetDropped();
    return pending.size();
  }

  /** Whether at most one observation has ended: what it shows may have been waiting before. */
  public boolean isFirstObservation() {
    return observations <= 1;
  }

  /** Hands out the next change, which counts as produced from now on; null if there is none. */
  public StatusChange nextChange() {
    if (pending.isEmpty()) {
      return null;
    }
    StatusChange change = change(pending.row(), pending.previousStatus(), observedAt);
    pending.remove();
    return change;
  }

  /** Hands those changes out first whose new status is such a one; otherwise keeps their order. */
  public void bringForward(Predicate<String> status) {
    pending.bringForward(row -> status.test(statuses.get(row)));
  }

  /** Whether there is a next change, and its new status is such a one. */
  public boolean nextIs(Predicate<String> status) {
    return hasChanges() && status.test(statuses.get(pending.row()));
  }

  /** Whether changes of the last observation are still to be handed out. */
  public boolean hasChanges() {
    return !pending.isEmpty();
  }

  /** How many API tasks are remembered. */
  public int size() {
    return ids.size();
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
    return absent.takeNewlyMissing();
  }

  /** Whether the task of a row is in flight, and has been missing from the listing ever since. */
  public boolean isMissing(int row) {
    return presence.isMissing(row);
  }

  /** The same of a task. */
  public boolean isMissing(String taskId) {
    return presence.isMissing(ids.find(taskId));
  }

  /** The task of a row that is missing. */
  public String taskId(int row) {
    return ids.taskId(row);
  }

  /**
   * A missing task was looked up.
   *
   * @param status its status
   * @param at when the answer was read
   * @param sentAfter {@link #requests} when the look-up was sent
   * @return the change, which counts as produced from now on; null if there is none
   */
  public StatusChange lookedUp(String taskId, String status, Instant at, long sentAfter) {
    int row = ids.find(taskId);
    if (!presence.isMissing(row)) {
      return null; // the listing has shown it since
    }
    if (sentAfter == requests) {
      newer.set(row);
      anyNewer = true;
    }
    String before = statuses.get(row);
    boolean isNews = isEmitted(status) && !status.equals(before);
    if (isNews) {
      statuses.set(row, status);
    }
    if (Statuses.hasEnded(status)) {
      presence.setInFlight(row, false);
      absent.forgetIfUnknown(row);
    }
    return isNews ? change(row, before, at) : null;
  }

  /** Nobody will know how a missing task ended. */
  public void lost(String taskId) {
    int row = ids.find(taskId);
    if (presence.isMissing(row)) {
      absent.giveUp(row);
    }
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
    return slots.take(change.row(), absent);
  }

  /** Nobody tells what becomes of the records: from now on all count as stored. */
  public void trustAll() {
    slots.trustAll();
  }

  /** The worker stores the source offset of a record that went out with this slot. */
  public void stored(int slot) {
    slots.stored(slot);
  }

  /** The worker has dropped a record of this task, with this slot, and its source offset. */
  public void dropped(int slot, String taskId) {
    slots.dropped(ids.find(taskId), slot);
  }

  private StatusChange change(int row, String previousStatus, Instant at) {
    return new StatusChange(row, ids.taskId(row), statuses.get(row), previousStatus, at);
  }

  private boolean isEmitted(String status) {
    return !filters || emitted.contains(status);
  }

  private void makeRoomFor(int row) {
    if (row >= slots.length()) {
      makeRoom(Growth.from(row));
    }
  }

  private void makeRoom(int length) {
    statuses.makeRoom(length);
    slots.makeRoom(length);
    if (restored != null) {
      restored.makeRoom(length);
    }
  }

  /** What happens to absent tasks, by their rows. */
  private final class AbsentTasks
      implements Presence.Absent, TaskSlots.Forgetting, IntUnaryOperator {
    private final boolean looksUpMissing;
    private final BitSet newlyMissing = new BitSet();

    AbsentTasks(boolean looksUpMissing) {
      this.looksUpMissing = looksUpMissing;
    }

    /** Who has been absent longer has a lower number; stored tasks by when they were observed. */
    @Override
    public int applyAsInt(int row) {
      return restored != null ? restored.rank(row) : observations;
    }

    @Override
    public void left(int row) {
      if (restored != null
          && presence.isInFlight(row)
          && restored.get(row) < observedAt.minus(OLDEST_TO_LOOK_UP).toEpochMilli()) {
        presence.giveUp(row);
      }
      forgetIfUnknown(row);
    }

    @Override
    public void missing(int row) {
      if (looksUpMissing) {
        presence.setMissing(row);
        newlyMissing.set(row);
      } else {
        giveUp(row);
      }
    }

    int[] takeNewlyMissing() {
      int[] rows = newlyMissing.stream().toArray();
      newlyMissing.clear();
      return rows;
    }

    void giveUp(int row) {
      presence.giveUp(row);
      forgetIfUnknown(row);
    }

    /** Nothing was ever produced of it: there is nothing to remember. */
    void forgetIfUnknown(int row) {
      if (statuses.get(row) == null && !presence.isInFlight(row)) {
        forget(row);
      }
    }

    /** Those that have no slot to give away would pile up. */
    void forgetDropped() {
      if (presence.dropped() <= 2 * slots.absentAtLeast()) {
        return;
      }
      int most = slots.bound();
      if (presence.dropped() > 2 * most) {
        int[] rows = presence.absentAndDropped();
        for (int i = 0; i < rows.length - most; i++) {
          forget(rows[i]);
        }
      }
    }

    @Override
    public void forget(int row) {
      presence.forget(row);
      slots.forget(row);
      statuses.set(row, null);
      newlyMissing.clear(row);
      newer.clear(row);
      ids.remove(row);
    }
  }
}
