package io.hyperflux.kafka.connect.tracking;

import java.util.Arrays;

/**
 * Assigns slots to tasks, by their rows, and decides whose slot a new task takes: a free one, else
 * one that was never used while few absent tasks are remembered, else that of the task that has
 * been absent longest, which is forgotten with it.
 */
final class TaskSlots {
  /** Fewer absent tasks than these are all remembered, however short the listing is. */
  static final int ABSENT_AT_LEAST = 10_000;

  private final Slots slots = new Slots();
  private final Presence presence;
  private final int absentAtLeast;
  private final RecentSizes sizes = new RecentSizes();
  private int[] slotOf = new int[] {Slots.NONE};

  /**
   * No slot is taken yet.
   *
   * @param absentAtLeast so many absent tasks are remembered at least
   */
  TaskSlots(Presence presence, int absentAtLeast) {
    this.presence = presence;
    this.absentAtLeast = absentAtLeast;
  }

  int absentAtLeast() {
    return absentAtLeast;
  }

  /** For how many rows there is room. */
  int length() {
    return slotOf.length;
  }

  void makeRoom(int length) {
    int before = slotOf.length;
    slotOf = Arrays.copyOf(slotOf, length);
    Arrays.fill(slotOf, Math.min(before, length), length, Slots.NONE);
  }

  int get(int row) {
    return slotOf[row];
  }

  /** A stored slot has this task; one that it was found in before counts no more. */
  void restore(int row, int slot) {
    if (slotOf[row] != Slots.NONE) {
      slots.outdate(slotOf[row]);
    }
    slots.restore(slot);
    slotOf[row] = slot;
  }

  /** A stored slot that does not count: it tells no task, or another slot tells more of it. */
  void restoreOutdated(int slot) {
    slots.restoreUnknown(slot);
    slots.outdate(slot);
  }

  /** An observation is over. */
  void observed(int listed) {
    sizes.add(listed);
  }

  /** More than so many absent tasks are remembered only if they left at once. */
  int bound() {
    return Math.max(absentAtLeast, 2 * sizes.longest());
  }

  /** What becomes of a task whose slot goes to another one. */
  interface Forgetting {
    void forget(int row);
  }

  /**
   * The slot for a record that goes out now.
   *
   * @return {@link Slots#NONE} if there is none until earlier records are known to be stored
   */
  int take(int row, Forgetting loser) {
    if (slotOf[row] != Slots.NONE) {
      slots.used(slotOf[row]);
      return slotOf[row];
    }
    int slot = slots.takeFree();
    if (slot == Slots.NONE && presence.forgettable() > bound()) {
      slot = takeOver(loser);
    }
    if (slot == Slots.NONE) {
      slot = slots.takeNew();
    }
    if (slot != Slots.NONE) {
      slotOf[row] = slot;
      presence.setDropped(row, false);
    }
    return slot;
  }

  private int takeOver(Forgetting loser) {
    int row = presence.longestAbsent();
    int slot = slotOf[row];
    slots.takeOver(slot);
    loser.forget(row);
    return slot;
  }

  /** A task is forgotten. */
  void forget(int row) {
    slotOf[row] = Slots.NONE;
  }

  void trustAll() {
    slots.trustAll();
  }

  /** The offset of a record with this slot will be stored, or has been. */
  void stored(int slot) {
    slots.stored(slot);
  }

  /** A record of this task, with this slot, was dropped, and its offset with it. */
  void dropped(int row, int slot) {
    if (row != TaskIds.NONE && slotOf[row] == slot && slots.dropped(slot)) {
      slots.free(slot);
      slotOf[row] = Slots.NONE;
      presence.setDropped(row, true);
    }
  }
}
