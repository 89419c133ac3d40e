package io.hyperflux.kafka.connect.tracking;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * Keeps track of which tasks, by their rows, the listing shows and which it misses, which are in
 * flight (not known to have ended), and which of the absent ones may be forgotten: all that are
 * neither in flight nor held nor without a slot.
 *
 * <p>The end of an observation looks only at those that left with it or with the one before.
 */
final class Presence {
  private BitSet listed = new BitSet(); // in this observation
  private BitSet before = new BitSet(); // in the one before
  private final BitSet absent = new BitSet(); // as of the last observation that ended
  private final BitSet absentOnce = new BitSet();
  private final BitSet inFlight = new BitSet();
  private final BitSet missing = new BitSet(); // in flight, and to be looked up
  private final BitSet givenUp = new BitSet(); // was in flight; nobody knows how it ended
  private final BitSet held = new BitSet();
  private final BitSet dropped = new BitSet();
  private final Map<Integer, Integer> heldRecords = new HashMap<>();
  private final LongestAbsent longest = new LongestAbsent();
  private int listedNow;
  private int forgettable;

  /** A stored task counts as listed until the first observation ends. */
  void restore(int row) {
    if (!listed.get(row)) {
      listed.set(row);
      listedNow++;
    }
  }

  void beginObservation() {
    BitSet spare = before;
    before = listed;
    listed = spare;
    listed.clear();
    listedNow = 0;
  }

  /** How many tasks this observation has shown. */
  int listedNow() {
    return listedNow;
  }

  boolean isListed(int row) {
    return listed.get(row);
  }

  /**
   * The observation lists a row for the first time.
   *
   * @return whether the one before did not, and the row is not new
   */
  boolean list(int row) {
    listed.set(row);
    listedNow++;
    boolean isBack = absent.get(row);
    if (isBack) {
      set(absent, row, false);
      missing.clear(row);
    }
    return isBack;
  }

  void setInFlight(int row, boolean is) {
    if (inFlight.get(row) == is && !givenUp.get(row)) {
      return;
    }
    set(inFlight, row, is);
    givenUp.clear(row);
    if (!is) {
      missing.clear(row);
    }
  }

  /** It can't be found out how a task ended that was in flight. */
  void giveUp(int row) {
    setInFlight(row, false);
    givenUp.set(row);
  }

  /** Whether it was given up; being listed with a usable status tells more. */
  boolean isGivenUp(int row) {
    return givenUp.get(row);
  }

  /** One more record of the task waits: it is not forgotten before that has gone out. */
  void hold(int row) {
    heldRecords.merge(row, 1, Integer::sum);
    set(held, row, true);
  }

  /** One of the records that wait has gone out. */
  void release(int row) {
    if (heldRecords.merge(row, -1, Integer::sum) == 0) {
      heldRecords.remove(row);
      set(held, row, false);
    }
  }

  /** Whether the task's record was dropped, so that it has no slot. */
  void setDropped(int row, boolean is) {
    if (dropped.get(row) != is) {
      set(dropped, row, is);
    }
  }

  /** The task is in flight, and is to be looked up. */
  void setMissing(int row) {
    missing.set(row);
  }

  boolean isMissing(int row) {
    return missing.get(row);
  }

  boolean isInFlight(int row) {
    return inFlight.get(row);
  }

  int inFlight() {
    return inFlight.cardinality();
  }

  /** How many absent tasks may be forgotten. */
  int forgettable() {
    return forgettable;
  }

  /** The one of these that has been absent longest; {@link TaskIds#NONE} if there is none. */
  int longestAbsent() {
    return longest.next(absent, this::mayBeForgotten);
  }

  /** The absent rows without a slot, because their records were dropped; longest absent first. */
  int[] absentAndDropped() {
    BitSet rows = (BitSet) dropped.clone();
    rows.and(absent);
    rows.andNot(inFlight);
    rows.andNot(held);
    return longest.inOrder(rows);
  }

  int dropped() {
    return dropped.cardinality();
  }

  /** An absent row has no task any more. */
  void forget(int row) {
    set(absent, row, false);
    absentOnce.clear(row);
    inFlight.clear(row);
    missing.clear(row);
    givenUp.clear(row);
    dropped.clear(row);
  }

  /** What happens to tasks that are absent. */
  interface Absent {
    /** It left with this observation. */
    void left(int row);

    /** It is in flight, and was listed neither by this observation nor by the one before. */
    void missing(int row);
  }

  /**
   * The observation is over: tells who left, and who is missing.
   *
   * @param since for each row that left, a number that tells their order
   */
  void endObservation(IntUnaryOperator since, Absent consequences) {
    if (!absentOnce.isEmpty()) {
      absentOnce.andNot(listed);
      forEach(absentOnce, row -> missingIfInFlight(row, consequences));
      absentOnce.clear();
    }
    before.andNot(listed);
    if (before.isEmpty()) {
      return; // no task left the listing
    }
    absentOnce.or(before);
    forEach(
        before,
        row -> {
          longest.absent(row, since.applyAsInt(row));
          set(absent, row, true);
          consequences.left(row);
        });
  }

  private void missingIfInFlight(int row, Absent consequences) {
    if (inFlight.get(row)) {
      consequences.missing(row);
    }
  }

  private static void forEach(BitSet rows, IntConsumer action) {
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      action.accept(row);
    }
  }

  private boolean mayBeForgotten(int row) {
    return absent.get(row) && !inFlight.get(row) && !held.get(row) && !dropped.get(row);
  }

  private void set(BitSet rows, int row, boolean is) {
    boolean could = mayBeForgotten(row);
    rows.set(row, is);
    boolean can = mayBeForgotten(row);
    if (can != could) {
      forgettable += can ? 1 : -1;
      if (can) {
        longest.settled(row);
      }
    }
  }
}
