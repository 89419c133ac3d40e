package io.hyperflux.kafka.connect.tracking;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The queue of the changes that an observation has found, in its order: rows, each with the last
 * produced status. It consists of two arrays: a first observation fills it with every task.
 */
final class PendingChanges {
  private int[] rows = new int[0];
  private @Nullable String[] previous = new String[0];
  private int first;
  private int end;

  boolean isEmpty() {
    return first == end;
  }

  int size() {
    return end - first;
  }

  /** How many of them are of tasks without a status produced. */
  int firstSights() {
    int count = 0;
    for (int i = first; i < end; i++) {
      count += previous[i] == null ? 1 : 0;
    }
    return count;
  }

  void add(int row, @Nullable String previousStatus) {
    if (end == rows.length) {
      rows = Arrays.copyOf(rows, Growth.from(end));
      previous = Arrays.copyOf(previous, rows.length);
    }
    rows[end] = row;
    previous[end] = previousStatus;
    end++;
  }

  /** The row of the first one. */
  int row() {
    return rows[first];
  }

  /** The last produced status of the first one; null if there is none. */
  @Nullable String previousStatus() {
    return previous[first];
  }

  /** Takes the first one away. */
  void remove() {
    first++;
    if (isEmpty()) {
      clear();
    }
  }

  private void clear() {
    // frees memory that only another first observation would need again
    rows = new int[0];
    previous = new String[0];
    first = 0;
    end = 0;
  }

  /** Puts those rows first; otherwise the order stays. */
  void bringForward(IntPredicate which) {
    int[] newRows = new int[size()];
    @Nullable String[] newPrevious = new String[size()];
    int to = 0;
    for (boolean forward : new boolean[] {true, false}) {
      for (int i = first; i < end; i++) {
        if (which.test(rows[i]) == forward) {
          newRows[to] = rows[i];
          newPrevious[to++] = previous[i];
        }
      }
    }
    rows = newRows;
    previous = newPrevious;
    end = size();
    first = 0;
  }

  /** Takes away those whose status, by row, is the last produced one after all. */
  void removeUnchanged(RowStatuses statuses) {
    int kept = 0;
    for (int i = 0; i < end; i++) {
      if (!Objects.equals(statuses.get(rows[i]), previous[i])) {
        rows[kept] = rows[i];
        previous[kept++] = previous[i];
      }
    }
    end = kept;
    if (isEmpty()) {
      clear();
    }
  }
}
