package io.hyperflux.kafka.connect.tracking;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Keeps when each stored task was observed last, until the first observation is over. */
final class RestoredTimes {
  private long[] at = new long[1]; // by row, epoch milliseconds
  private int end;
  private long @Nullable [] inOrder; // all different ones

  void makeRoom(int length) {
    at = Arrays.copyOf(at, length);
  }

  void set(int row, long observedAtMillis) {
    at[row] = observedAtMillis;
    end = Math.max(end, row + 1);
  }

  long get(int row) {
    return at[row];
  }

  /** A negative number for a row: the later it was observed, the greater. */
  int rank(int row) {
    if (inOrder == null) {
      inOrder = LongStream.of(at).limit(end).sorted().distinct().toArray();
    }
    return Arrays.binarySearch(inOrder, at[row]) - inOrder.length;
  }
}
