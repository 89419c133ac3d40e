package io.hyperflux.kafka.connect.bench;

import java.io.IOException;
import java.nio.file.Files;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks; the argument is a regular expression that chooses among them. */
final class Jmh {
  private Jmh() {}

  /** One fork and a few short iterations each: all of them in some minutes. */
  static int run(String pattern) throws IOException, RunnerException {
    Files.createDirectories(Output.DIRECTORY);
    Options options =
        new OptionsBuilder()
            .include(pattern)
            .forks(1)
            .jvmArgs("-Xmx4g")
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(4)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .result(Output.DIRECTORY.resolve("jmh.json").toString())
            .shouldFailOnError(true)
            .build();
    return new Runner(options).run().isEmpty() ? 1 : 0;
  }
}
