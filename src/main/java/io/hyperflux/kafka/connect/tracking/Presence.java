package io.hyperflux.kafka.connect.tracking;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which tasks, by their rows, the listing shows, which it misses and for how long, and which are in
 * flight: not known to have ended.
 */
final class Presence {
  /** A task that is kept is never absent for longer. */
  private static final byte LONGEST = Byte.MAX_VALUE;

  private final boolean looksUpMissing;
  private final BitSet listed = new BitSet(); // in the last observation
  private final BitSet inFlight = new BitSet();
  private final BitSet missing = new BitSet(); // in flight, and to be looked up
  private final BitSet held = new BitSet();
  private byte[] absences = new byte[1]; // in how many successive observations it was not listed
  private int listedNow;

  /**
   * Nothing is known yet.
   *
   * @param looksUpMissing whether somebody asks how a missing task ended
   */
  Presence(boolean looksUpMissing) {
    this.looksUpMissing = looksUpMissing;
  }

  void makeRoom(int length) {
    absences = Arrays.copyOf(absences, length);
  }

  /** A row has a new task. */
  void add(int row) {
    absences[row] = 0;
    inFlight.clear(row);
  }

  void beginObservation() {
    listed.clear();
    listedNow = 0;
  }

  boolean isListed(int row) {
    return listed.get(row);
  }

  /**
   * The observation lists a row for the first time.
   *
   * @return whether the one before did not
   */
  boolean list(int row) {
    listed.set(row);
    listedNow++;
    if (absences[row] == 0) {
      return false;
    }
    absences[row] = 0;
    missing.clear(row);
    return true;
  }

  void setInFlight(int row, boolean is) {
    inFlight.set(row, is);
    if (!is) {
      missing.clear(row);
    }
  }

  /** A held row is not forgotten: its slot is not free yet. */
  void setHeld(int row, boolean is) {
    held.set(row, is);
  }

  boolean isMissing(int row) {
    return missing.get(row);
  }

  int inFlight() {
    return inFlight.cardinality();
  }

  /** What happens to tasks that are absent. */
  interface Absent {
    /** It is in flight, and has not been listed twice in a row. */
    void missing(int row);

    /** It has been absent for long enough. */
    void forgotten(int row);
  }

  /**
   * The observation is over: counts who was absent.
   *
   * @param ids all rows
   */
  void endObservation(TaskIds ids, Absent consequences) {
    if (listedNow == ids.size()) {
      return;
    }
    int end = ids.end();
    for (int row = listed.nextClearBit(1); row < end; row = listed.nextClearBit(row + 1)) {
      if (ids.isTaken(row)) {
        absent(row, consequences);
      }
    }
  }

  private void absent(int row, Absent consequences) {
    if (absences[row] < LONGEST) {
      absences[row]++;
    }
    if (absences[row] == StatusTracker.MISSING_AFTER_OBSERVATIONS && inFlight.get(row)) {
      if (looksUpMissing) {
        missing.set(row);
        consequences.missing(row);
      } else {
        inFlight.clear(row); // nobody will ever know
      }
    }
    if (absences[row] >= StatusTracker.FORGET_AFTER_OBSERVATIONS
        && !inFlight.get(row)
        && !held.get(row)) {
      consequences.forgotten(row);
    }
  }
}
