package io.hyperflux.kafka.connect.support;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The life cycle of integration tests. A class has one environment; each test has a name, an API
 * and a topic of its own. After a test all connectors of the worker's group are deleted, and its
 * readers and its API are closed, whether it passed or not; what fails then fails the test. A class
 * has it as a static field with {@code @RegisterExtension}. Its methods are called on the test's
 * thread.
 *
 * @param <E> where the broker and the worker run
 */
public final class ConnectExtension<E extends ConnectEnvironment>
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  /** What each test's API wants as its key. */
  public static final String KEY = "FPSX-integration-test";

  private final Supplier<? extends E> start;
  private final Map<String, Integer> names = new HashMap<>();
  private E environment;
  private TestResources test;

  /**
   * @param start starts the environment; if it throws, nothing must be left to close
   */
  public ConnectExtension(Supplier<? extends E> start) {
    this.start = start;
  }

  /** A broker in this JVM, and workers in JVMs of their own. */
  public static ConnectExtension<EmbeddedEnvironment> withChildWorker(EmbeddedOptions options) {
    return new ConnectExtension<>(() -> EmbeddedEnvironment.withChildWorker(options));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    names.clear();
    environment = start.get();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    test = new TestResources(uniqueName(context), environment);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestResources ended = test;
    test = null;
    try (ended) {
      LeftConnectors.delete(rest());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    E ended = environment;
    environment = null;
    if (ended != null) { // else it did not start
      ended.close();
    }
  }

  /** The test method's name, with a number from its second run on. */
  private String uniqueName(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    int run = names.merge(method, 1, Integer::sum);
    return run == 1 ? method : method + "-" + run;
  }

  public E environment() {
    return environment;
  }

  /** Of the (first) worker. */
  public ConnectRest rest() {
    return environment.rest();
  }

  /** See {@link ConnectEnvironment#workerLog}. */
  public String workerLog() {
    return environment.workerLog();
  }

  /** Of the test, its connector and its topic; no other test of the class has it. */
  public String name() {
    return test.name();
  }

  /** The listing that the test's connector watches; without tasks at first. */
  public String listing() {
    return test.listing();
  }

  public ApiSimulator api() {
    return test.api();
  }

  /** See {@link ApiSimulator#put(String, String, String)}, for the test's listing. */
  public void put(String taskId, String status) {
    api().put(listing(), taskId, status);
  }

  /** How many requests have come for the test's listing. */
  public long requests() {
    return api().requests(listing());
  }

  /** What is in the test's topic, uncommitted transactions too; always the same reader. */
  public RecordCollector records() {
    return test.records();
  }

  /** Another reader, which is closed after the test. */
  public RecordCollector records(String topic, IsolationLevel isolation) {
    return test.records(topic, isolation);
  }

  /**
   * The configuration of the test's connector, to add to.
   *
   * @param settings added, or instead of what is there; another topic gives another connector
   */
  public Map<String, String> config(Map<String, String> settings) {
    String url = environment.urlForWorker(URI.create(api().url()));
    Map<String, String> config = ConnectorConfig.of(name(), url, KEY);
    config.put("hyperflux.listings", listing());
    if (!url.equals(api().url())) {
      // containers reach the API by a name that is not loopback
      config.put("hyperflux.api.allow.plaintext", "true");
    }
    config.putAll(settings);
    config.put("name", config.get("topic"));
    return config;
  }

  /** Creates the connector of {@link #config}, or gives it this configuration. */
  public void create(Map<String, String> settings) {
    Map<String, String> config = config(settings);
    rest().createConnector(config.get("name"), config);
  }

  /** The same, and waits until it and all its Connect tasks run. */
  public void createAndAwaitRunning(Map<String, String> settings) {
    Map<String, String> config = config(settings);
    rest().createAndAwaitRunning(config.get("name"), config);
  }

  /** Of the test's connector. */
  public ConnectorStatus status() {
    return rest().status(name());
  }

  /** Waits for so many more requests; see {@link #awaitRequests(String, int)}. */
  public void awaitRequests(int more) {
    awaitRequests(listing(), more);
  }

  /**
   * Waits until so many more requests have come for a listing. When one has come, those before it
   * have been answered and taken in.
   */
  public void awaitRequests(String listing, int more) {
    long before = api().requests(listing);
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(ConnectRest.PATIENCE)
        .until(() -> api().requests(listing) >= before + more);
  }

  /** Waits until so many offsets of the test's connector are stored. */
  public void awaitOffsets(int count) {
    await()
        .atMost(ConnectRest.PATIENCE)
        .until(() -> rest().offsets(name()).path("offsets").size() == count);
  }
}
