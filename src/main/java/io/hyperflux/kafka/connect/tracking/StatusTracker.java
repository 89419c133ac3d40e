package io.hyperflux.kafka.connect.tracking;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;

/**
 * The last produced status of every API task of one listing, and what a new observation changes.
 *
 * <p>One observation is {@link #begin}, {@link #seen} for each entry in any order, {@link
 * #complete}; then {@link #nextChange} until it is null. A status counts as produced, and a task
 * takes its slot, when {@code nextChange} hands it out: so a change that was never handed out is
 * found again by the next observation after a restart.
 *
 * <p>Some statuses may be filtered out: they count as listed, and make a task in flight or not, but
 * they are never produced, and take no slot.
 *
 * <p>Invariants: a task has a slot exactly if it has a produced status; a slot holds one task; an
 * observation begins only when all changes of the one before are handed out. An unchanged
 * observation allocates nothing.
 */
public final class StatusTracker {
  /** A task absent from this many successive observations is forgotten, and its slot is free. */
  static final int FORGET_AFTER_OBSERVATIONS = 100;

  /** One observation without a task may be the listing's mistake. */
  static final int MISSING_AFTER_OBSERVATIONS = 2;

  private static final int NO_SLOT = -1;

  private final Set<String> emitted;
  private final boolean filters;
  private final TaskIds ids = new TaskIds();
  private final Slots slots = new Slots();
  private final PendingChanges pending = new PendingChanges();
  private final Presence presence;
  private final Deque<String> newlyMissing = new ArrayDeque<>();

  // of each task, by its row
  private final RowStatuses statuses = new RowStatuses(); // last shown; produced, if not pending
  private int[] slotOf = new int[1];
  private long[] restoredAt = new long[1]; // only until the first observation

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
   * @param looksUpMissing whether a task that left the listing in flight is remembered until it has
   *     been looked up
   */
  public StatusTracker(Set<String> emitted, boolean looksUpMissing) {
    this.emitted = Set.copyOf(emitted);
    this.filters = !emitted.isEmpty();
    this.presence = new Presence(looksUpMissing);
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
      boolean storedWins =
          restoredAt[row] > observedAtMillis
              || (restoredAt[row] == observedAtMillis && slotOf[row] > slot);
      if (storedWins) {
        return;
      }
      slots.free(slotOf[row]);
    }
    slots.take(slot);
    slotOf[row] = slot;
    statuses.set(row, status);
    restoredAt[row] = observedAtMillis;
    presence.setInFlight(row, !hasEnded(status));
  }

  /** Makes room for so many tasks in one step, and for no more. */
  public void reserve(int tasks) {
    ids.reserve(tasks);
    if (tasks >= slotOf.length) {
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
    restoredAt = null;
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
    if (row == TaskIds.NONE && isWorthARow(status)) {
      row = addRow(ids.add(taskId));
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
    if (row == TaskIds.NONE && isWorthARow(status)) {
      row = addRow(ids.add(most, least));
    }
    seen(row, status);
  }

  private boolean isWorthARow(String status) {
    return status != null && (isEmitted(status) || !hasEnded(status));
  }

  private int addRow(int row) {
    makeRoomFor(row);
    slotOf[row] = NO_SLOT;
    statuses.set(row, null);
    presence.add(row);
    return row;
  }

  private void seen(int row, String status) {
    if (row == TaskIds.NONE) {
      return;
    }
    boolean again = presence.isListed(row);
    boolean isBack = !again && presence.list(row);
    if (status == null || (filters && !emitted.contains(status)) || isOutdated(row)) {
      if (!again) {
        unshown.set(row);
      }
      if (status != null && !isOutdated(row)) {
        seenFiltered(row, status);
      }
      return;
    }
    String before = statuses.get(row);
    String now = again && !unshown.get(row) ? StatusPrecedence.winner(before, status) : status;
    if (again) {
      unshown.clear(row);
    }
    if (!now.equals(before)) {
      if (!differing.get(row)) {
        differing.set(row);
        pending.add(row, before);
      }
      statuses.set(row, now);
      presence.setInFlight(row, !hasEnded(now) && !ended.get(row));
    } else if (isBack || filters) {
      presence.setInFlight(row, !hasEnded(now) && !ended.get(row));
    }
  }

  private boolean isOutdated(int row) {
    return anyNewer && newer.get(row);
  }

  private void seenFiltered(int row, String status) {
    boolean hasEnded =
        hasEnded(status) || ended.get(row) || (!unshown.get(row) && hasEnded(statuses.get(row)));
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
    // a task listed twice may differ by its first entry and not by the one that counts
    pending.removeUnchanged(statuses);
    presence.endObservation(ids, absent);
    return pending.size();
  }

  /** Hands out the next change, which counts as produced from now on; null if there is none. */
  public StatusChange nextChange() {
    if (pending.isEmpty()) {
      return null;
    }
    int row = pending.row();
    StatusChange change = change(row, pending.previousStatus(), observedAt);
    pending.remove();
    return change;
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

  /** The next task that has turned out missing and is to be looked up; null if there is none. */
  public String nextMissing() {
    return newlyMissing.poll();
  }

  /** Whether the last observation showed a task. */
  public boolean isListed(String taskId) {
    return presence.isListed(ids.find(taskId));
  }

  /** Whether a task is in flight, and has been missing from the listing ever since. */
  public boolean isMissing(String taskId) {
    return presence.isMissing(ids.find(taskId));
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
    presence.setInFlight(row, !hasEnded(status));
    String before = statuses.get(row);
    if (!isEmitted(status) || status.equals(before)) {
      return null;
    }
    statuses.set(row, status);
    return change(row, before, at);
  }

  /** Nobody will know how a missing task ended. */
  public void lost(String taskId) {
    int row = ids.find(taskId);
    if (presence.isMissing(row)) {
      presence.setInFlight(row, false);
    }
  }

  /** The task's record is held back, or no longer: until then it keeps its slot. */
  public void setHeld(String taskId, boolean isHeld) {
    presence.setHeld(ids.find(taskId), isHeld);
  }

  private StatusChange change(int row, String previousStatus, Instant at) {
    if (slotOf[row] == NO_SLOT) {
      slotOf[row] = slots.takeLowest();
    }
    return new StatusChange(slotOf[row], ids.taskId(row), statuses.get(row), previousStatus, at);
  }

  private final Presence.Absent absent =
      new Presence.Absent() {
        @Override
        public void missing(int row) {
          newlyMissing.add(ids.taskId(row));
        }

        @Override
        public void forgotten(int row) {
          if (slotOf[row] != NO_SLOT) {
            slots.free(slotOf[row]);
          }
          ids.remove(row);
        }
      };

  private boolean isEmitted(String status) {
    return !filters || emitted.contains(status);
  }

  private static boolean hasEnded(String status) {
    return status.equals("COMPLETED") || status.equals("FAILED");
  }

  private void makeRoomFor(int row) {
    if (row >= slotOf.length) {
      makeRoom(Growth.from(row));
    }
  }

  private void makeRoom(int length) {
    statuses.makeRoom(length);
    slotOf = Arrays.copyOf(slotOf, length);
    presence.makeRoom(length);
    if (restoredAt != null) {
      restoredAt = Arrays.copyOf(restoredAt, length);
    }
  }
}
