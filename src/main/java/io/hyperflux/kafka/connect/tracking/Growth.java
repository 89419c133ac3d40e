package io.hyperflux.kafka.connect.tracking;

/**
 * How much longer an array is made when it is full: by an eighth, which wastes little of a heap.
 */
final class Growth {
  private Growth() {}

  static int from(int length) {
    return Math.addExact(length, length / 8 + 64);
  }
}
