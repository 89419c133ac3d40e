package io.hyperflux.kafka.connect.tracking;

/**
 * Computes the new length of a full array: a long one grows by a sixteenth, which wastes little of
 * a heap; a short one doubles, which leaves less garbage behind.
 */
final class Growth {
  private static final int LONG = 1 << 17;

  private Growth() {}

  static int from(int length) {
    return Math.addExact(length, (length < LONG ? length : length / 16) + 64);
  }
}
