package io.hyperflux.kafka.connect.quickstart;

import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
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
  private static final String URL = "hyperflux.api.url";
  private static final String INTERVAL = "poll.interval.ms";
  private static final String TOPIC = "topic";
  private static final String LISTINGS = "hyperflux.listings";
  private static final String LOOKUP_COMPLETED = "lookup.completed";
  private static final Map<String, Object> DEFAULTS =
      new HyperfluxSourceConnector().config().defaultValues();

  private static final String DEMO_KEY = "quickstart-demo-key";
  private static final double TASKS_PER_SECOND = 0.7;
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(12);
  private static final int NEWEST_TASKS_SHOWN = 200;

  private final ApiSimulator simulator;
  private final Map<String, String> given;
  private final Path directory;
  private final Path secrets;

  private ApiToWatch(ApiSimulator simulator, String key, Map<String, String> given)
      throws IOException {
    this.simulator = simulator;
    this.given = given;
    directory = temporaryDirectory();
    secrets = directory.resolve("secrets.properties");
    Files.createFile(
        secrets,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secrets, "api.key=" + key.replace("\\", "\\\\") + "\n");
  }

  private static Path temporaryDirectory() throws IOException {
    try {
      return Files.createTempDirectory("hyperflux-quickstart-");
    } catch (IOException e) {
      throw new IOException(
          "No temporary files can be made in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  /**
   * Opens it.
   *
   * @param realKey null or blank for the simulator
   * @param given settings of the connector that go before the quickstart's own
   */
  static ApiToWatch open(String realKey, Map<String, String> given) throws IOException {
    if (realKey != null && !realKey.isBlank()) {
      return new ApiToWatch(null, realKey.trim(), given);
    }
    if (given.containsKey(URL)) {
      throw new IllegalArgumentException(
          "-D" + URL + " needs a key for that API: set HYPERFLUX_API_KEY in the environment");
    }
    ApiSimulator simulator = new ApiSimulator(DEMO_KEY);
    try {
      simulator.limit(NEWEST_TASKS_SHOWN);
      simulator.generate(TASKS_PER_SECOND, LONGEST_LIFE, System.nanoTime());
      return new ApiToWatch(simulator, DEMO_KEY, given);
    } catch (IOException | RuntimeException e) {
      simulator.close();
      throw e;
    }
  }

  String describe() {
    if (simulator != null) {
      return "a simulator of the API";
    }
    return given.getOrDefault(URL, "the real API") + ", with HYPERFLUX_API_KEY";
  }

  /** What a user of the real API has to know before; null for the simulator. */
  String caution() {
    String interval = setting(INTERVAL);
    return simulator == null
        ? "It asks every "
            + interval
            + " ms, which counts against your quota; -D"
            + INTERVAL
            + "=60000 asks once a minute."
        : null;
  }

  /**
   * What may be wrong if no record came.
   *
   * @param observed whether the API has shown its listing
   */
  String ifNothingCame(boolean observed) {
    if (!observed) {
      return "The API has not shown its listing yet. Mend what is told above, or watch longer."
          + (simulator == null
              ? " Behind a proxy it takes -Dhttp.proxy.url=http://proxy.example.com:3128"
              : "");
    }
    return simulator == null
        ? "The API answers, but nothing in its listing gives a record: create an image with this"
            + " key, and look again."
        : "The simulator makes a task every one or two seconds: watch longer.";
  }

  /** Where to change the key; null for the simulator, whose key is right. */
  String keyHint() {
    return simulator == null
        ? "The quickstart takes the key from HYPERFLUX_API_KEY, and other settings of the connector"
            + " as -D<key>=<value>."
        : null;
  }

  /** A command line that shows the listing; null for the real API, whose key is secret. */
  String curl() {
    return simulator == null ? null : simulator.curl();
  }

  /** The topic to look at: with a topic for each listing, that of the first one. */
  String topic() {
    String first = setting(LISTINGS).replaceAll("^\\[|[,\\]].*$", "");
    return setting(TOPIC).replace("${listing}", first.substring(first.lastIndexOf('/') + 1));
  }

  /** Whether records of completed tasks have the URLs of their images. */
  boolean hasImages() {
    return Boolean.parseBoolean(setting(LOOKUP_COMPLETED));
  }

  /** As the connector has it: its default, if neither the user nor the quickstart sets it. */
  private String setting(String key) {
    String set = settings().get(key);
    return set == null ? DEFAULTS.get(key).toString() : set;
  }

  /** The connector's settings for this API. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("hyperflux.api.key", "${file:" + secrets + ":api.key}");
    if (simulator != null) {
      settings.put(URL, simulator.url());
      settings.put(INTERVAL, "1000");
      settings.put("hyperflux.requests.per.minute", "600");
      settings.put(LOOKUP_COMPLETED, "true");
    }
    settings.putAll(given);
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
