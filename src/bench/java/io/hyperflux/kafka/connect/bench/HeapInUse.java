package io.hyperflux.kafka.connect.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** What is on this JVM's heap once the garbage is gone. */
final class HeapInUse {
  private static final int COLLECTIONS = 4;

  private HeapInUse() {}

  /** Bytes; what only a later collection frees (references, finalizers) is gone, too. */
  static long bytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
      least = Math.min(least, heap.getUsed());
    }
    return least;
  }
}
