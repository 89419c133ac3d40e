package io.hyperflux.kafka.connect.tracking;

import java.util.function.IntPredicate;

/**
 * Stores a time for some of the rows, where most have none: 24 bytes or so each. A hash table of
 * primitives with linear probing; row 0 marks an empty cell.
 */
final class RowTimes {
  /** What a row without a time has. */
  static final long NONE = Long.MIN_VALUE;

  private int[] rows = new int[16];
  private long[] times = new long[16];
  private int size;

  int size() {
    return size;
  }

  long get(int row) {
    int cell = cellOf(row);
    return rows[cell] == row ? times[cell] : NONE;
  }

  void put(int row, long time) {
    if (2 * (size + 1) > rows.length) {
      grow();
    }
    int cell = cellOf(row);
    if (rows[cell] != row) {
      rows[cell] = row;
      size++;
    }
    times[cell] = time;
  }

  void remove(int row) {
    int empty = cellOf(row);
    if (rows[empty] != row) {
      return;
    }
    size--;
    for (int cell = next(empty); rows[cell] != 0; cell = next(cell)) {
      int home = home(rows[cell]);
      if (distance(home, cell) >= distance(empty, cell)) {
        rows[empty] = rows[cell];
        times[empty] = times[cell];
        empty = cell;
      }
    }
    rows[empty] = 0;
  }

  /** The earliest of the rows for which this holds; {@link #NONE} if it holds for none. */
  long earliest(IntPredicate which) {
    long earliest = NONE;
    for (int cell = 0; cell < rows.length; cell++) {
      boolean isEarlier = rows[cell] != 0 && (earliest == NONE || times[cell] < earliest);
      if (isEarlier && which.test(rows[cell])) {
        earliest = times[cell];
      }
    }
    return earliest;
  }

  private void grow() {
    int[] oldRows = rows;
    long[] oldTimes = times;
    rows = new int[2 * oldRows.length];
    times = new long[rows.length];
    for (int i = 0; i < oldRows.length; i++) {
      if (oldRows[i] != 0) {
        int cell = cellOf(oldRows[i]);
        rows[cell] = oldRows[i];
        times[cell] = oldTimes[i];
      }
    }
  }

  /** The row's cell, or the empty one where it belongs. */
  private int cellOf(int row) {
    int cell = home(row);
    while (rows[cell] != row && rows[cell] != 0) {
      cell = next(cell);
    }
    return cell;
  }

  private int home(int row) {
    return ((row * 0x9E3779B9) >>> 7) & (rows.length - 1);
  }

  private int next(int cell) {
    return (cell + 1) & (rows.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (rows.length - 1);
  }
}
