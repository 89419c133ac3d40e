package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import io.hyperflux.kafka.connect.support.ScriptedApi;
import io.hyperflux.kafka.connect.support.WorkerJmx;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something of everything that metrics count, on a worker in a JVM of its own, and how that worker
 * tells it: over JMX, and to Prometheus. It polls one listing five times, with two failures of
 * different kinds and a throttled request; another one is refused and parked. Six changes, one of
 * them by a look-up that fails once.
 */
final class MetricsStory {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LISTING = "/v1/ai/watched";
  private static final String REFUSED = "/v1/ai/refused";
  private static final Map<String, Long> NOT_ZERO =
      Map.ofEntries(
          Map.entry("polls{listing=" + LISTING + "}", 5L),
          Map.entry("poll-failures{kind=server-error, listing=" + LISTING + "}", 1L),
          Map.entry("poll-failures{kind=unreadable, listing=" + LISTING + "}", 1L),
          Map.entry("poll-failures{kind=throttled, listing=" + LISTING + "}", 1L),
          Map.entry("throttled-polls{listing=" + LISTING + "}", 1L),
          Map.entry("listing-size{listing=" + LISTING + "}", 3L),
          Map.entry("skipped-entries{listing=" + LISTING + "}", 1L),
          Map.entry("tasks-tracked{listing=" + LISTING + "}", 4L),
          Map.entry("tasks-in-flight{listing=" + LISTING + "}", 1L),
          Map.entry("changes{listing=" + LISTING + ", status=IN_PROGRESS}", 1L),
          Map.entry("changes{listing=" + LISTING + ", status=COMPLETED}", 3L),
          Map.entry("changes{listing=" + LISTING + ", status=FAILED}", 1L),
          Map.entry("changes{listing=" + LISTING + ", status=other}", 1L),
          Map.entry("lookups{listing=" + LISTING + "}", 1L),
          Map.entry("lookup-failures{kind=server-error, listing=" + LISTING + "}", 1L),
          Map.entry("poll-failures{kind=not-found, listing=" + REFUSED + "}", 2L),
          Map.entry("parked{listing=" + REFUSED + "}", 1L));

  private final EmbeddedWorker worker;
  private final String domain;
  private final String name;

  /**
   * @param domain of the MBeans
   * @param name of the connector and the topic
   */
  MetricsStory(EmbeddedWorker worker, String domain, String name) {
    this.worker = worker;
    this.domain = domain;
    this.name = name;
  }

  /** Runs it, and checks what the worker tells; in the end the connector is deleted. */
  void isTold(ExporterAgent exporter) throws IOException, InterruptedException {
    try (ScriptedApi api = script();
        WorkerJmx jmx = WorkerJmx.of(worker)) {
      worker.rest().createConnector(name, config(api.url()));
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class) // an MBean that just changes
          .untilAsserted(() -> assertThat(constant(own(jmx))).isEqualTo(constantExpected()));
      Map<String, WorkerJmx.Metric> told = own(jmx);

      assertThat(descriptions(told)).isEqualTo(expectedDescriptions());
      assertThat(told.values())
          .extracting(WorkerJmx.Metric::value)
          .allSatisfy(value -> assertThat((Long) value).isBetween(0L, PATIENCE.toMillis() * 2));
      assertThat(jmx.metrics("*:type=plugins,listing=*,*"))
          .as("no other MBeans")
          .hasSameSizeAs(told);
      assertScraped(exporter.scrape(), told);

      worker.rest().delete(name);
      await().atMost(PATIENCE).until(() -> own(jmx).isEmpty());
    }
  }

  private Map<String, WorkerJmx.Metric> own(WorkerJmx jmx) throws IOException {
    return jmx.metrics(domain + ":type=plugins,connector=" + name + ",task=0,listing=*,*");
  }

  private static ScriptedApi script() throws IOException {
    return new ScriptedApi()
        .answer(LISTING, 200, Map.of(), listing("a=IN_PROGRESS", "b=COMPLETED"))
        .answer(LISTING, 503, Map.of(), "")
        .answer(LISTING, 200, Map.of(), "<html>not the API</html>")
        .answer(LISTING, 429, Map.of("Retry-After", "0"), "")
        .answer(LISTING, 200, Map.of(), listing("a=COMPLETED", "b=COMPLETED", "=COMPLETED"))
        .answer(
            LISTING,
            200,
            Map.of(),
            listing("a=COMPLETED", "b=COMPLETED", "c=UPSCALING", "d=FAILED"))
        .answer(LISTING, 200, Map.of(), listing("a=COMPLETED", "b=COMPLETED", "d=FAILED"))
        .answer(LISTING, 200, Map.of(), listing("a=COMPLETED", "b=COMPLETED", "d=FAILED"))
        .answer(LISTING + "/c", 500, Map.of(), "")
        .answer(LISTING + "/c", 200, Map.of(), "{\"data\":" + entry("c=COMPLETED") + "}")
        .answer(REFUSED, 404, Map.of(), "")
        .answer(REFUSED, 404, Map.of(), "");
  }

  private static String listing(String... tasks) {
    return Stream.of(tasks)
        .map(MetricsStory::entry)
        .collect(Collectors.joining(",", "{\"data\":[", "]}"));
  }

  private static String entry(String task) {
    String[] idAndStatus = task.split("=", -1);
    return "{\"task_id\":\"%s\",\"status\":\"%s\"}".formatted(idAndStatus[0], idAndStatus[1]);
  }

  private Map<String, String> config(String url) {
    Map<String, String> config = ConnectorConfig.of(name, url, "key");
    config.put("hyperflux.listings", LISTING + "," + REFUSED);
    config.put("poll.interval.ms", "100");
    config.put("retry.backoff.ms", "100");
    config.put("retry.backoff.max.ms", "100");
    config.put("http.request.timeout.ms", "600000"); // the story ends with requests that hang
    return config;
  }

  private Map<String, Long> constant(Map<String, WorkerJmx.Metric> told) {
    Map<String, Long> constant = new TreeMap<>();
    told.forEach(
        (metric, its) -> {
          if (!metric.contains("-ms{")) {
            constant.put(metric, (Long) its.value());
          }
        });
    return constant;
  }

  private Map<String, Long> constantExpected() {
    Map<String, Long> expected = new TreeMap<>();
    expectedDescriptions()
        .keySet()
        .forEach(
            metric -> {
              if (!metric.contains("-ms{")) {
                String own = metric.replace("connector=" + name + ", ", "").replace(", task=0", "");
                expected.put(metric, NOT_ZERO.getOrDefault(own, 0L));
              }
            });
    return expected;
  }

  private static Map<String, String> descriptions(Map<String, WorkerJmx.Metric> told) {
    Map<String, String> descriptions = new TreeMap<>();
    told.forEach((metric, its) -> descriptions.put(metric, its.description()));
    return descriptions;
  }

  private Map<String, String> expectedDescriptions() {
    Map<String, String> expected = new TreeMap<>();
    forEachMetric((metric, tags) -> expected.put(metric.name() + tags, metric.description()));
    return expected;
  }

  private void assertScraped(Map<String, Double> samples, Map<String, WorkerJmx.Metric> told) {
    Map<String, Double> own = new TreeMap<>(samples);
    own.keySet().removeIf(sample -> !sample.startsWith(ExportedNames.PREFIX));
    assertThat(own).hasSameSizeAs(told);
    forEachMetric(
        (metric, tags) -> {
          double value = ((Long) told.get(metric.name() + tags).value()).doubleValue();
          boolean isTime = metric.name().endsWith("-ms");
          assertThat(own)
              .hasEntrySatisfying(
                  ExportedNames.of(metric) + tags,
                  scraped ->
                      assertThat(scraped)
                          .as(metric.name() + tags)
                          .isCloseTo(
                              isTime ? value / 1000 : value,
                              within(isTime ? (double) PATIENCE.toSeconds() : 0.0)));
        });
    assertThat(samples).containsEntry(ExportedNames.FAILED_TASKS + "{connector=" + name + "}", 0.0);
  }

  private interface EachMetric {
    void take(TaskMetric metric, Map<String, String> tags);
  }

  private void forEachMetric(EachMetric each) {
    TaskCounters none = new TaskCounters(TaskClock.system());
    for (String listing : new String[] {LISTING, REFUSED}) {
      MetricCatalog.show(
          listing,
          none,
          (metric, tags, value) -> {
            Map<String, String> all = new TreeMap<>(tags);
            all.put("connector", name);
            all.put("task", "0");
            each.take(metric, all);
          });
    }
  }
}
