package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a JVM on this machine by the JDK's own jcmd. */
public final class Jcmd {
  private Jcmd() {}

  /** The JVM's threads, in the form of jstack. */
  static String threadDump(long pid) {
    String dump = run(pid, "Thread.print");
    if (!dump.contains("Full thread dump")) {
      throw new IllegalStateException("No thread dump of process " + pid + ": " + dump);
    }
    return dump;
  }

  /** Has a JVM collect its garbage, all of it. */
  public static void collectGarbage(long pid) {
    String said = run(pid, "GC.run");
    if (!said.contains("successfully")) {
      throw new IllegalStateException("No collection by process " + pid + ": " + said);
    }
  }

  private static String run(long pid, String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
