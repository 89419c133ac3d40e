package io.hyperflux.kafka.connect.tracking;

/**
 * How much longer an array is made when it is full: a long one by a sixteenth, which wastes little
 * of a heap; a short one by as much again, which leaves less garbage behind.
 */
final class Growth {
  private static final int LONG = 1 << 17;

  private Growth() {}

  static int from(int length) {
    return Math.addExact(length, (length < LONG ? length : length / 16) + 64);
  }
}
