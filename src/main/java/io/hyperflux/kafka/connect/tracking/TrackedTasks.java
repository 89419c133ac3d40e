package io.hyperflux.kafka.connect.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Holds all that is known of the API tasks of one listing, by their rows: ids, last statuses,
 * presence and slots; and decides when a row is forgotten, and with it all of that.
 */
final class TrackedTasks implements Presence.Absent, TaskSlots.Forgetting, IntUnaryOperator {
  /** A stored task that is in flight and absent at the start is looked up if it is not older. */
  static final Duration OLDEST_TO_LOOK_UP = Duration.ofHours(24);

  private final boolean looksUpMissing;
  private final TaskIds ids = new TaskIds();
  private final RowStatuses statuses = new RowStatuses();
  private final Presence presence = new Presence();
  private final TaskSlots slots;
  private final BitSet newlyMissing = new BitSet();
  final RowTimes inFlightSince = new RowTimes(); // epoch milliseconds
  private final BitSet newlyInFlight = new BitSet(); // in this observation
  private @Nullable RestoredTimes restored = new RestoredTimes(); // null once one has ended
  private Instant observedAt = Instant.EPOCH;
  private int observations;

  /**
   * None is known yet.
   *
   * @param looksUpMissing whether somebody asks how a task ended that left the listing in flight
   * @param absentAtLeast so many absent tasks are remembered at least
   */
  TrackedTasks(boolean looksUpMissing, int absentAtLeast) {
    this.looksUpMissing = looksUpMissing;
    this.slots = new TaskSlots(presence, absentAtLeast);
  }

  TaskIds ids() {
    return ids;
  }

  /** Each row's last shown status; the last produced one, unless its change is pending. */
  RowStatuses statuses() {
    return statuses;
  }

  Presence presence() {
    return presence;
  }

  TaskSlots slots() {
    return slots;
  }

  /** See {@link StatusTracker#restore}. */
  void restore(int slot, String taskId, String status, long observedAtMillis) {
    Objects.requireNonNull(status, "status");
    if (restored == null) {
      throw new IllegalStateException("There was an observation already");
    }
    int row = ids.find(taskId);
    if (row == TaskIds.NONE) {
      row = add(taskId);
    } else if (isLater(row, restored.get(row), slot, observedAtMillis)) {
      slots.restoreOutdated(slot);
      return;
    }
    slots.restore(row, slot);
    statuses.set(row, status);
    restored.set(row, observedAtMillis);
    presence.restore(row);
    boolean isInFlight = !Statuses.hasEnded(status);
    presence.setInFlight(row, isInFlight);
    if (isInFlight) {
      inFlightSince.put(row, observedAtMillis);
    } else {
      inFlightSince.remove(row);
    }
  }

  /** The observation shows that a task is in flight, or that it is not. */
  void setInFlight(int row, boolean is) {
    if (is != presence.isInFlight(row)) {
      // one that was given up has been in flight all the time
      newlyInFlight.set(row, is && !presence.isGivenUp(row));
    }
    presence.setInFlight(row, is);
  }

  /** How long a task that has ended was in flight; null if it never was. */
  @Nullable Duration endFlight(int row, Instant at) {
    long since = inFlightSince.get(row);
    inFlightSince.remove(row);
    return since == RowTimes.NONE
        ? null
        : Duration.ofMillis(Math.max(0, at.toEpochMilli() - since));
  }

  /** Whether a row has been restored from a slot that counts more than another one. */
  private boolean isLater(int row, long time, int otherSlot, long otherTime) {
    return time > otherTime || (time == otherTime && slots.get(row) > otherSlot);
  }

  /** A row for an id that has none. */
  int add(String taskId) {
    int row = ids.add(taskId);
    makeRoomFor(row);
    return row;
  }

  /** The same for a UUID. */
  int add(long most, long least) {
    int row = ids.add(most, least);
    makeRoomFor(row);
    return row;
  }

  /** Makes room for so many tasks in one step, and for no more. */
  void reserve(int tasks) {
    ids.reserve(tasks);
    if (tasks >= slots.length()) {
      makeRoom(tasks + 1);
    }
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

  /** When the last observation ended. */
  Instant observedAt() {
    return observedAt;
  }

  /** How many observations have ended. */
  int observations() {
    return observations;
  }

  /** The observation is over. */
  void endObservation(Instant at) {
    observedAt = at;
    observations++;
    slots.observed(presence.listedNow());
    if (!newlyInFlight.isEmpty()) {
      newlyInFlight.stream().forEach(row -> inFlightSince.put(row, at.toEpochMilli()));
      newlyInFlight.clear();
    }
    presence.endObservation(this, this);
    restored = null;
    forgetDropped();
  }

  /** Who has been absent longer has a lower number; stored tasks by when they were observed. */
  @Override
  public int applyAsInt(int row) {
    return restored != null ? restored.rank(row) : observations;
  }

  @Override
  public void left(int row) {
    if (restored != null && presence.isInFlight(row) && isTooOldToLookUp(restored.get(row))) {
      presence.giveUp(row);
    }
    forgetIfUnknown(row);
  }

  private boolean isTooOldToLookUp(long observedAtMillis) {
    return observedAtMillis < observedAt.minus(OLDEST_TO_LOOK_UP).toEpochMilli();
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

  /** The rows that have turned out missing since the last call. */
  int[] takeNewlyMissing() {
    int[] rows = newlyMissing.stream().toArray();
    newlyMissing.clear();
    return rows;
  }

  /** It can't be found out how an absent task ended. */
  void giveUp(int row) {
    presence.giveUp(row);
    forgetIfUnknown(row);
  }

  /** The same of a task, if it is missing still. */
  void lost(String taskId) {
    int row = ids.find(taskId);
    if (presence.isMissing(row)) {
      giveUp(row);
    }
  }

  /** An absent task has ended. */
  void ended(int row) {
    presence.setInFlight(row, false);
    forgetIfUnknown(row);
  }

  /** Nothing was ever produced of it: there is nothing to remember. */
  private void forgetIfUnknown(int row) {
    if (statuses.get(row) == null && !presence.isInFlight(row)) {
      forget(row);
    }
  }

  /** Forgets absent tasks without a slot if there are too many: they would pile up. */
  private void forgetDropped() {
    if (presence.dropped() > 2 * slots.absentAtLeast() && presence.dropped() > 2 * slots.bound()) {
      int[] rows = presence.absentAndDropped();
      for (int i = 0; i < rows.length - slots.bound(); i++) {
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
    inFlightSince.remove(row);
    ids.remove(row);
  }
}
