package io.hyperflux.kafka.connect.tracking;

import org.jspecify.annotations.Nullable;

/**
 * Keeps track of a listing's snapshot: the records of its first observation, if nothing was stored
 * of it.
 *
 * <p>While a snapshot is not complete, each stored offset says how many slots will be stored when
 * it is. A later start finds the snapshot interrupted, and goes on with it, if all stored offsets
 * say so and there are fewer of them than the latest one says. One offset that says nothing shows
 * that the snapshot was complete.
 */
final class Snapshot {
  private int stored;
  private boolean allUnderWay = true;
  private int latestSize;
  private long latestAt = Long.MIN_VALUE;
  private boolean isFirst = true; // no observation has ended
  private boolean isOpen; // the changes being handed out belong to it
  private int left;
  private int size;

  /**
   * A slot was stored.
   *
   * @param saidSize what its offset says of a snapshot, 0 if nothing
   */
  void restored(int saidSize, long observedAtMillis) {
    stored++;
    allUnderWay &= saidSize > 0;
    if (observedAtMillis >= latestAt) {
      latestAt = observedAtMillis;
      latestSize = saidSize;
    }
  }

  /**
   * An observation has ended.
   *
   * @param newTasks how many tasks it shows that were not known
   */
  void observed(int newTasks) {
    boolean isInterrupted = allUnderWay && stored < latestSize;
    isOpen = isFirst && (stored == 0 || isInterrupted);
    isFirst = false;
    if (isOpen) {
      left = newTasks;
      size = stored + newTasks;
    }
  }

  /** Whether the next change belongs to the snapshot. */
  boolean has(@Nullable String previousStatus) {
    return isOpen && previousStatus == null;
  }

  /**
   * A record goes out.
   *
   * @param isOfSnapshot whether it belongs to the snapshot
   * @param isNew whether its task had no record before
   * @return what its offset says: how many slots a complete snapshot has; 0 if it is complete
   */
  int wentOut(boolean isOfSnapshot, boolean isNew) {
    if (left == 0) {
      return 0;
    }
    if (isOfSnapshot) {
      left--;
    } else if (isNew) {
      size++;
    }
    return size;
  }
}
