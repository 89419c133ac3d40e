package io.hyperflux.kafka.connect.tracking;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Hands out slots, the numbered places in which the API tasks of a listing are stored, and keeps
 * track of what is known to be stored in them.
 *
 * <p>A free slot is taken before one that was never used: first those whose stored offset is
 * outdated, because it must not count again after a restart, then the lowest.
 *
 * <p>Invariant: a starting Connect task finds every slot that was ever stored. {@link SlotScan}
 * ends at an empty range, so a slot is used for the first time only if the scan gets there from the
 * slots that are known to be stored. A slot may be taken and never be stored: a transformation may
 * drop its record.
 */
final class Slots {
  static final int NONE = -1;

  private final BitSet taken = new BitSet();
  private final BitSet outdated = new BitSet(); // free, but what is stored there must be replaced
  private final BitSet stored = new BitSet();
  private final BitSet unconfirmed = new BitSet(); // nothing is stored yet of the task in it
  private final Map<Integer, Integer> furtherRecords = new HashMap<>(); // of unconfirmed slots
  private int trusted; // the slots below it count as stored, whatever is known
  private int end; // one more than the highest slot ever taken
  // no slot below this one is free: finding the lowest free one stays cheap
  private int firstCandidate;

  /** Takes a certain slot, as found in the stored offsets. */
  void restore(int slot) {
    if (taken.get(slot)) {
      throw new IllegalStateException("slot " + slot + " is taken already");
    }
    taken.set(slot);
    stored.set(slot);
    end = Math.max(end, slot + 1);
  }

  /** Something is stored in a slot that tells no task. */
  void restoreUnknown(int slot) {
    stored.set(slot);
    end = Math.max(end, slot + 1);
  }

  /** Frees a slot whose stored offset must not count any more. */
  void outdate(int slot) {
    taken.clear(slot);
    outdated.set(slot);
  }

  /** Takes a free slot; {@link #NONE} if there is none. */
  int takeFree() {
    int slot = outdated.nextSetBit(0);
    if (slot == NONE) {
      slot = taken.nextClearBit(firstCandidate);
      firstCandidate = slot;
      if (slot >= end) {
        return NONE;
      }
    }
    outdated.clear(slot);
    taken.set(slot);
    unconfirmed.set(slot);
    return slot;
  }

  /**
   * Takes a slot that was never used; {@link #NONE} while a scan might not find it. That ends when
   * records that are on their way have been stored.
   */
  int takeNew() {
    if (end >= SlotScan.reach(Math.max(stored.length(), trusted))) {
      return NONE;
    }
    taken.set(end);
    unconfirmed.set(end);
    return end++;
  }

  /** The worker does not report records: goes on as if all of them had been stored. */
  void trustAll() {
    trusted = end;
  }

  /** The slot of a task that is forgotten goes to another one. */
  void takeOver(int slot) {
    unconfirmed.set(slot);
    furtherRecords.remove(slot);
  }

  /** One more record goes out with a slot that has been taken before. */
  void used(int slot) {
    if (unconfirmed.get(slot)) {
      furtherRecords.merge(slot, 1, Integer::sum);
    }
  }

  /** The offset of a record with this slot will be stored, or has been. */
  void stored(int slot) {
    stored.set(slot);
    unconfirmed.clear(slot);
    furtherRecords.remove(slot);
  }

  /**
   * A record with this slot was dropped, and its offset with it.
   *
   * @return whether the slot is free now: nothing of its task is stored, or on its way
   */
  boolean dropped(int slot) {
    if (!unconfirmed.get(slot)) {
      return false;
    }
    Integer further = furtherRecords.remove(slot);
    if (further != null && further > 1) {
      furtherRecords.put(slot, further - 1);
    }
    return further == null;
  }

  /** Frees a slot in which nothing is stored of the task that it was taken for. */
  void free(int slot) {
    unconfirmed.clear(slot);
    taken.clear(slot);
    if (stored.get(slot)) {
      outdated.set(slot);
    } else {
      firstCandidate = Math.min(firstCandidate, slot);
    }
  }
}
