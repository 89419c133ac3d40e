package io.hyperflux.kafka.connect.tracking;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * The last produced status of every API task of one listing, and what a new observation changes.
 *
 * <p>One observation is {@link #begin}, {@link #seen} for each entry in any order, {@link
 * #complete}; then {@link #nextChange} until it is null. A status counts as produced, and a task
 * takes its slot, when {@code nextChange} hands it out: so a change that was never handed out is
 * found again by the next observation after a restart.
 *
 * <p>Invariants: a task has a slot exactly if it has a produced status; a slot holds one task; an
 * observation begins only when all changes of the one before are handed out. An unchanged
 * observation allocates nothing.
 */
public final class StatusTracker {
  /** A task absent from this many successive observations is forgotten, and its slot is free. */
  static final int FORGET_AFTER_OBSERVATIONS = 100;

  private static final int NO_SLOT = -1;

  private final TaskIds ids = new TaskIds();
  private final Slots slots = new Slots();
  private final PendingChanges pending = new PendingChanges();

  // of each task, by its row
  private String[] statuses = new String[1]; // the last one shown; produced, unless it is pending
  private int[] slotOf = new int[1];
  private byte[] absences = new byte[1]; // in how many successive observations it was not listed
  private long[] restoredAt = new long[1]; // only until the first observation

  // of the last observation, by row
  private final BitSet listed = new BitSet();
  private final BitSet shown = new BitSet(); // listed, with a status
  private final BitSet differing = new BitSet();
  private int listedNow;
  private Instant observedAt = Instant.EPOCH;

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
    statuses[row] = status.intern(); // each was read into a String of its own
    restoredAt[row] = observedAtMillis;
  }

  /** Makes room for so many tasks in one step, for an observation that may show so many. */
  public void reserve(int tasks) {
    ids.reserve(tasks);
    makeRoomFor(tasks);
  }

  /** Starts the next observation. */
  public void begin() {
    if (hasChanges()) {
      throw new IllegalStateException(pending.size() + " changes are not handed out yet");
    }
    restoredAt = null;
    ids.rewind();
    listed.clear();
    shown.clear();
    differing.clear();
    listedNow = 0;
  }

  /**
   * One entry of the listing.
   *
   * @param taskId a usable task id
   * @param status a usable status, or null: the task is listed, its status can't be told
   */
  public void seen(String taskId, String status) {
    int row = ids.find(taskId);
    if (row != TaskIds.NONE) {
      seen(row, status);
    } else if (status != null) {
      seenFirst(ids.add(taskId), status);
    }
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
    if (row != TaskIds.NONE) {
      seen(row, status);
    } else if (status != null) {
      seenFirst(ids.add(most, least), status);
    }
  }

  private void seenFirst(int row, String status) {
    makeRoomFor(row);
    slotOf[row] = NO_SLOT;
    statuses[row] = null;
    absences[row] = 0;
    seen(row, status);
  }

  private void seen(int row, String status) {
    if (!listed.get(row)) {
      listed.set(row);
      listedNow++;
      absences[row] = 0;
    }
    if (status == null) {
      return;
    }
    String before = statuses[row];
    String now = shown.get(row) ? StatusPrecedence.winner(before, status) : status;
    shown.set(row);
    if (!now.equals(before)) {
      if (!differing.get(row)) {
        differing.set(row);
        pending.add(row, before);
      }
      statuses[row] = now;
    }
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
    if (listedNow < ids.size()) {
      countAbsences();
    }
    return pending.size();
  }

  /** Hands out the next change, which counts as produced from now on; null if there is none. */
  public StatusChange nextChange() {
    if (pending.isEmpty()) {
      return null;
    }
    int row = pending.row();
    if (slotOf[row] == NO_SLOT) {
      slotOf[row] = slots.takeLowest();
    }
    StatusChange change =
        new StatusChange(
            slotOf[row], ids.taskId(row), statuses[row], pending.previousStatus(), observedAt);
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

  private void countAbsences() {
    int end = ids.end();
    for (int row = listed.nextClearBit(1); row < end; row = listed.nextClearBit(row + 1)) {
      if (ids.isTaken(row) && ++absences[row] == FORGET_AFTER_OBSERVATIONS) {
        slots.free(slotOf[row]);
        ids.remove(row);
      }
    }
  }

  private void makeRoomFor(int row) {
    if (row < statuses.length) {
      return;
    }
    int length = Math.max(row + 1, Growth.from(statuses.length));
    statuses = Arrays.copyOf(statuses, length);
    slotOf = Arrays.copyOf(slotOf, length);
    absences = Arrays.copyOf(absences, length);
    if (restoredAt != null) {
      restoredAt = Arrays.copyOf(restoredAt, length);
    }
  }
}
