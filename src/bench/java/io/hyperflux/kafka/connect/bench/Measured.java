package io.hyperflux.kafka.connect.bench;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main class of the JVM that measures. */
final class Measured {
  private static final Logger LOG = LoggerFactory.getLogger(Measured.class);

  private Measured() {}

  public static void main(String[] args) {
    ChildJvm.endWithParent();
    int code = 1;
    try {
      code =
          switch (args[0]) {
            case "jmh" -> Jmh.run(args[1]);
            case "whole-path" -> WholePath.run();
            case "soak" -> Soak.run();
            default -> throw new IllegalArgumentException(args[0]);
          };
    } catch (Exception | AssertionError | OutOfMemoryError e) {
      LOG.error("It could not be measured", e);
    }
    // whatever threads are left
    System.exit(code);
  }
}
