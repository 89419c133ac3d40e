package io.hyperflux.kafka.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.pacing.TaskClock;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import io.hyperflux.kafka.connect.support.ScriptedApi;
import io.hyperflux.kafka.connect.support.WorkerJmx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ConditionFactory;

/**
 * How a worker in a JVM of its own tells the {@link MetricsStory}: over JMX, and to Prometheus by
 * the rules of config/monitoring.
 */
public final class ToldMetrics {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than a scrape may come after a look by JMX, less than milliseconds taken for seconds. */
  private static final double SOON_SECONDS = 20;

  private final EmbeddedWorker worker;
  private final String domain;
  private final String name;

  /**
   * @param domain of the MBeans
   * @param name of the connector and the topic
   */
  public ToldMetrics(EmbeddedWorker worker, String domain, String name) {
    this.worker = worker;
    this.domain = domain;
    this.name = name;
  }

  /** What the worker's JVM needs for it. */
  public static ExporterAgent exporter() {
    return new ExporterAgent(Path.of("config", "monitoring", "jmx-exporter.yaml"));
  }

  /**
   * Runs the story, and checks names, tags, descriptions and values until they go with the task.
   */
  public void check(ExporterAgent exporter) throws IOException, InterruptedException {
    try (ScriptedApi api = MetricsStory.script();
        WorkerJmx jmx = WorkerJmx.of(worker)) {
      worker.rest().createConnector(name, MetricsStory.config(name, api.url()));
      patiently().untilAsserted(() -> assertThat(constant(own(jmx))).isEqualTo(expectedConstant()));
      Map<String, WorkerJmx.Metric> told = own(jmx);

      assertThat(descriptions(told)).isEqualTo(expectedDescriptions());
      assertThat(told.values())
          .extracting(WorkerJmx.Metric::value)
          .allSatisfy(value -> assertThat((Long) value).isBetween(-1L, PATIENCE.toMillis() * 2));
      assertThat(jmx.metrics("*:type=plugins,listing=*,*"))
          .as("no other MBeans")
          .hasSameSizeAs(told);
      checkSamples(exporter.scrape(), told);

      worker.rest().delete(name);
      patiently().until(() -> own(jmx).isEmpty());
    }
  }

  private static ConditionFactory patiently() {
    // an MBean that comes or goes while it is read
    return await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class);
  }

  private Map<String, WorkerJmx.Metric> own(WorkerJmx jmx) throws IOException {
    return jmx.metrics(domain + ":type=plugins,connector=" + name + ",task=0,listing=*,*");
  }

  /** What stands still when the story has ended. */
  private static Map<String, Long> constant(Map<String, WorkerJmx.Metric> told) {
    Map<String, Long> constant = new TreeMap<>();
    told.forEach((metric, its) -> constant.put(metric, (Long) its.value()));
    constant.keySet().removeIf(MetricsStory::isMeasured);
    return constant;
  }

  private Map<String, Long> expectedConstant() {
    Map<String, Long> expected = new TreeMap<>();
    for (String metric : expectedDescriptions().keySet()) {
      String without = metric.replace("connector=" + name + ", ", "").replace(", task=0", "");
      expected.put(metric, MetricsStory.value(without));
    }
    expected.keySet().removeIf(MetricsStory::isMeasured);
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

  private void checkSamples(Map<String, Double> samples, Map<String, WorkerJmx.Metric> told) {
    Map<String, Double> own = new TreeMap<>(samples);
    own.keySet().removeIf(sample -> !sample.startsWith(ExportedNames.PREFIX));
    assertThat(own).hasSameSizeAs(told);
    forEachMetric(
        (metric, tags) -> {
          double value = ((Long) told.get(metric.name() + tags).value()).doubleValue();
          double expected = metric.name().endsWith("-ms") ? value / 1000 : value;
          boolean goesOn = metric.name().matches("time-since.*|oldest-.*");
          assertThat(own)
              .hasEntrySatisfying(
                  ExportedNames.of(metric) + tags,
                  scraped ->
                      assertThat(scraped)
                          .as(metric.name() + tags)
                          .isCloseTo(expected, within(goesOn ? SOON_SECONDS : 0.000_001)));
        });
    assertThat(samples).containsKeys(ExportedNames.ofTasks(name).toArray(String[]::new));
    assertThat(samples)
        .containsEntry(ExportedNames.FAILED_TASKS + "{connector=" + name + "}", 0.0)
        .containsEntry(ExportedNames.PAUSED_TASKS + "{connector=" + name + "}", 0.0)
        .containsEntry(ExportedNames.ofThisClass(name), 1.0)
        .containsEntry(ExportedNames.withStatus(name, "running"), 1.0);
  }

  private interface EachMetric {
    void take(ListingMetric metric, Map<String, String> tags);
  }

  private void forEachMetric(EachMetric each) {
    ListingCounters none = new ListingCounters(TaskClock.system());
    for (String listing : MetricsStory.LISTINGS) {
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
