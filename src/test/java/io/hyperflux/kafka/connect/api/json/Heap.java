package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

/** The heap of this JVM. */
final class Heap {
  private static final long SMALL = 64L << 20;

  private Heap() {}

  /** Fails if this JVM has more than 64 MB: what fits into more memory proves nothing. */
  static void assertSmall() {
    assertThat(Runtime.getRuntime().maxMemory())
        .as("heap of a fuzz test: the surefire execution \"fuzz\" sets it")
        .isLessThanOrEqualTo(SMALL);
  }

  /** Bytes in use once the garbage is gone. */
  static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
