package io.hyperflux.kafka.connect.quickstart;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The API that the quickstart watches: the real one if there is a key for it, else a simulator. The
 * key is handed to the worker in a file that only its owner can read, as one should.
 */
final class ApiToWatch implements AutoCloseable {
  private static final String DEMO_KEY = "quickstart-demo-key";
  private static final double TASKS_PER_SECOND = 0.7;
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(12);
  private static final int NEWEST_TASKS_SHOWN = 200;

  private final ApiSimulator simulator;
  private final Path directory;
  private final Path secrets;

  private ApiToWatch(ApiSimulator simulator, String key) throws IOException {
    this.simulator = simulator;
    directory = Files.createTempDirectory("hyperflux-quickstart-");
    secrets = directory.resolve("secrets.properties");
    Files.createFile(
        secrets,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secrets, "api.key=" + key.replace("\\", "\\\\") + "\n");
  }

  static ApiToWatch open(String realKey) throws IOException {
    if (realKey != null && !realKey.isBlank()) {
      return new ApiToWatch(null, realKey.trim());
    }
    ApiSimulator simulator = new ApiSimulator(DEMO_KEY);
    simulator.limit(NEWEST_TASKS_SHOWN);
    simulator.generate(TASKS_PER_SECOND, LONGEST_LIFE, System.nanoTime());
    return new ApiToWatch(simulator, DEMO_KEY);
  }

  String describe() {
    return simulator == null ? "the real API, with HYPERFLUX_API_KEY" : "a simulator of the API";
  }

  /** Where to change the key; null for the simulator, whose key is right. */
  String keyHint() {
    return simulator == null ? "The quickstart takes the key from HYPERFLUX_API_KEY." : null;
  }

  /** A command line that shows the listing; null for the real API, whose key is secret. */
  String curl() {
    return simulator == null ? null : simulator.curl();
  }

  /** The connector's settings for this API. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("hyperflux.api.key", "${file:" + secrets + ":api.key}");
    if (simulator != null) {
      settings.put("hyperflux.api.url", simulator.url());
      settings.put("poll.interval.ms", "1000");
      settings.put("hyperflux.requests.per.minute", "600");
      settings.put("lookup.completed", "true");
    }
    return settings;
  }

  @Override
  public void close() {
    if (simulator != null) {
      simulator.close();
    }
    try {
      Files.deleteIfExists(secrets);
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
