package io.hyperflux.kafka.connect.support;

import org.apache.kafka.common.utils.Exit;

/** What brokers and workers that share a JVM with tests have to mind about it. */
final class InsideJvm {
  private InsideJvm() {}

  /**
   * A broker or worker that gives up calls exit or halt; here it throws, and the tests' JVM goes
   * on.
   */
  static void neverExits() {
    Exit.setExitProcedure(InsideJvm::refuse);
    Exit.setHaltProcedure(InsideJvm::refuse);
  }

  private static void refuse(int code, String message) {
    throw new IllegalStateException(
        "It gave up with exit code " + code + (message == null ? "" : ": " + message));
  }

  /** Whether shutdown hooks are running. */
  static boolean isEnding() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }
}
