package io.hyperflux.kafka.connect.tracking;

import java.util.BitSet;

/**
 * The numbered places that a listing's API tasks sit in. A task takes the lowest free slot and
 * keeps it until it is forgotten, so the stored source offsets are at most as many as tasks were
 * ever remembered at once.
 */
final class Slots {
  private final BitSet taken = new BitSet();
  // no slot below this one is free: finding the lowest free one stays cheap
  private int firstCandidate;

  /** Takes the lowest free slot. */
  int takeLowest() {
    int slot = taken.nextClearBit(firstCandidate);
    taken.set(slot);
    firstCandidate = slot + 1;
    return slot;
  }

  /** Takes a certain slot, as found in the stored offsets. */
  void take(int slot) {
    if (taken.get(slot)) {
      throw new IllegalStateException("slot " + slot + " is taken already");
    }
    taken.set(slot);
  }

  /** Gives a slot back. */
  void free(int slot) {
    if (!taken.get(slot)) {
      throw new IllegalStateException("slot " + slot + " is free already");
    }
    taken.clear(slot);
    firstCandidate = Math.min(firstCandidate, slot);
  }
}
