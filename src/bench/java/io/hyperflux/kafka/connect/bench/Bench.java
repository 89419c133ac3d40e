package io.hyperflux.kafka.connect.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code mvn -Pbench} runs: starts a JVM of its own for each kind of benchmark, so that
 * Maven's has no part in what is measured. The system property {@code bench} chooses: {@code all}
 * (JMH, then the whole path), {@code jmh}, {@code whole-path}, {@code soak}, or a regular
 * expression over the names of the JMH benchmarks.
 */
public final class Bench {
  private Bench() {}

  /** Takes no arguments; exits with 1 if something could not be measured, or the soak failed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String chosen = System.getProperty("bench", "all");
    int code =
        switch (chosen) {
          case "all" -> Math.max(run("jmh", "."), run("whole-path", ""));
          case "jmh" -> run("jmh", ".");
          case "whole-path", "soak" -> run(chosen, "");
          default -> run("jmh", chosen);
        };
    System.exit(code);
  }

  private static int run(String kind, String argument) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    // 2 GB are what Kafka's scripts give a worker; G1 rounds large arrays up to the regions of a
    // heap
    options.add(kind.equals("soak") ? "-Xmx512m" : "-Xmx2g");
    for (String name : List.of("plugin.zip", "bench.parts", "bench.publish")) {
      String value = System.getProperty(name);
      if (value != null) {
        options.add("-D" + name + "=" + value);
      }
    }
    Process child =
        ChildJvm.of(Measured.class, options, kind, argument)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    return child.waitFor();
  }
}
