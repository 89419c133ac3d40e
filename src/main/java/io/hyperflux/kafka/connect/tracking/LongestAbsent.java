package io.hyperflux.kafka.connect.tracking;

import java.util.Arrays;
import java.util.BitSet;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;

/**
 * Finds the row whose task has been absent longest. All absent rows are sorted at once, and that
 * order is used up before they are sorted again: so an answer costs little on average, and an
 * observation costs nothing.
 */
final class LongestAbsent {
  private static final long[] NOTHING = {};

  private int[] since = new int[0]; // by row; only for rows that have been absent
  private long[] order = NOTHING;
  private int next;
  private final PriorityQueue<Long> settledSince =
      new PriorityQueue<>(); // those behind the position in the order

  /**
   * A row is absent from now on.
   *
   * @param observation greater than that of rows that have been absent for longer
   */
  void absent(int row, int observation) {
    if (row >= since.length) {
      since = Arrays.copyOf(since, Growth.from(row));
    }
    since[row] = observation;
  }

  /** An absent row may be forgotten from now on. */
  void settled(int row) {
    if (next < order.length && key(row) <= order[order.length - 1]) {
      settledSince.add(key(row));
    }
  }

  /**
   * The row that has been absent longest, and of equals the lowest; {@link TaskIds#NONE} if none
   * may be forgotten. The caller forgets it.
   *
   * @param absent all absent rows
   * @param mayBeForgotten which of them may be forgotten; no other row may
   */
  int next(BitSet absent, IntPredicate mayBeForgotten) {
    int row = nextInOrder(mayBeForgotten);
    if (row == TaskIds.NONE) {
      putInOrder(absent);
      row = nextInOrder(mayBeForgotten);
    }
    return row;
  }

  private int nextInOrder(IntPredicate mayBeForgotten) {
    while (next < order.length || !settledSince.isEmpty()) {
      boolean isInOrder =
          settledSince.isEmpty() || (next < order.length && order[next] <= settledSince.peek());
      long key = isInOrder ? order[next++] : settledSince.poll();
      int row = (int) key;
      // it may have been listed again, forgotten, or taken by another task since
      if (key == key(row) && mayBeForgotten.test(row)) {
        return row;
      }
    }
    order = NOTHING;
    next = 0;
    return TaskIds.NONE;
  }

  private void putInOrder(BitSet absent) {
    order = sortedKeys(absent);
    next = 0;
  }

  /** Absent rows, longest absent first. */
  int[] inOrder(BitSet rows) {
    return LongStream.of(sortedKeys(rows)).mapToInt(key -> (int) key).toArray();
  }

  private long[] sortedKeys(BitSet rows) {
    return rows.stream().mapToLong(this::key).sorted().toArray();
  }

  private long key(int row) {
    return ((long) since[row] << Integer.SIZE) | row;
  }
}
