package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The threads of a JVM on this machine, by the JDK's own jcmd. */
final class ThreadDump {
  private ThreadDump() {}

  static String of(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
              .redirectErrorStream(true)
              .start();
      String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!dump.contains("Full thread dump")) {
        throw new IllegalStateException("No thread dump of process " + pid + ": " + dump);
      }
      return dump;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
