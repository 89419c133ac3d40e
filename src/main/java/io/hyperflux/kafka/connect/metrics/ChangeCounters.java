package io.hyperflux.kafka.connect.metrics;

import io.hyperflux.kafka.connect.tracking.Statuses;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of the changes of one listing that were handed out, by status. Written by the Connect
 * task's thread, read by any.
 */
final class ChangeCounters {
  static final String OTHER = "other";

  /** The statuses that are told apart; every other one is {@link #OTHER}. */
  static final List<String> STATUSES = Statuses.KNOWN;

  private final AtomicLongArray counts = new AtomicLongArray(STATUSES.size() + 1);

  void add(String status) {
    counts.incrementAndGet(index(status));
  }

  /**
   * How many changes to a status were handed out.
   *
   * @param status one of {@link #STATUSES}; with any other one, those to all others
   */
  long to(String status) {
    return counts.get(index(status));
  }

  /** How many changes were handed out, to whatever status. */
  long all() {
    long sum = 0;
    for (int i = 0; i < counts.length(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  private static int index(String status) {
    int index = STATUSES.indexOf(status);
    return index < 0 ? STATUSES.size() : index;
  }
}
