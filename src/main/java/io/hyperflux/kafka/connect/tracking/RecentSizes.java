package io.hyperflux.kafka.connect.tracking;

import java.util.Arrays;

/** Keeps the sizes of the last 100 observations, and finds the longest. */
final class RecentSizes {
  static final int OBSERVATIONS = 100;

  private final int[] sizes = new int[OBSERVATIONS];
  private int next;

  void add(int size) {
    sizes[next] = size;
    next = (next + 1) % sizes.length;
  }

  int longest() {
    return Arrays.stream(sizes).max().orElseThrow();
  }
}
