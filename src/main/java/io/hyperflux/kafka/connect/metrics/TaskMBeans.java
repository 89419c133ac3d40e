package io.hyperflux.kafka.connect.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/**
 * Registers a Connect task's metrics as MBeans of our own, for workers without plugin metrics. They
 * are named like those of newer workers, but in a domain of their own, so that they can't clash
 * with the worker's.
 *
 * <p>A worker that does not see a task stop in time abandons it, and starts another one with the
 * same number. The MBeans are those of the instance created last, whatever the others do.
 */
final class TaskMBeans implements AutoCloseable {
  /** The domain of the MBeans' names. */
  public static final String DOMAIN = "io.hyperflux.kafka.connect";

  private static final String TYPE = "plugins";

  /** Who has the MBeans of a task, by connector and number; guarded by itself. */
  private static final Map<List<String>, TaskMBeans> OWNERS = new HashMap<>();

  private final String connector;
  private final String number;
  private final long age;
  private final Metrics metrics;

  private TaskMBeans(String connector, String number, long age) {
    this.connector = connector;
    this.number = number;
    this.age = age;
    JmxReporter reporter = new JmxReporter();
    // Metrics counts itself, under a name that all tasks would share
    reporter.configure(
        Map.of(JmxReporter.INCLUDE_CONFIG, Pattern.quote(DOMAIN + ":type=" + TYPE + ",") + ".*"));
    metrics =
        new Metrics(
            new MetricConfig(), List.of(reporter), Time.SYSTEM, new KafkaMetricsContext(DOMAIN));
  }

  /**
   * Registers all metrics of these listings, instead of those of an older instance of the task.
   *
   * @param number the number of the task within its connector
   * @param age greater for an instance created later
   * @return what to close when the task stops
   * @throws IllegalStateException if a newer instance has registered already
   */
  static TaskMBeans register(
      String connector, String number, long age, Map<String, ListingCounters> counters) {
    TaskMBeans beans = new TaskMBeans(connector, number, age);
    synchronized (OWNERS) {
      TaskMBeans owner = OWNERS.get(beans.key());
      if (owner != null) {
        if (owner.age > age) {
          throw new IllegalStateException("a newer instance of the task shows its metrics");
        }
        owner.close();
      }
      OWNERS.put(beans.key(), beans);
      try {
        counters.forEach((listing, own) -> MetricCatalog.show(listing, own, beans::add));
      } catch (RuntimeException | Error e) {
        beans.close();
        throw e;
      }
    }
    return beans;
  }

  /** Removes the MBeans, unless they are a newer instance's by now; harmless when called again. */
  @Override
  public void close() {
    synchronized (OWNERS) {
      if (OWNERS.remove(key(), this)) {
        metrics.close();
      }
    }
  }

  private List<String> key() {
    return List.of(connector, number);
  }

  private void add(ListingMetric metric, Map<String, String> tags, LongSupplier value) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("connector", connector);
    all.put("task", number);
    all.putAll(tags);
    Gauge<Long> gauge = (config, now) -> value.getAsLong();
    metrics.addMetric(metrics.metricName(metric.name(), TYPE, metric.description(), all), gauge);
  }
}
