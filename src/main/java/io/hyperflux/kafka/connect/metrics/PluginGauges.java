package io.hyperflux.kafka.connect.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Registers a Connect task's metrics with Connect (4.1 and later), which removes them when the task
 * has stopped. They are gauges over the task's own counters: sensors of one name would be shared by
 * all tasks of a worker. No other class names types of Connect 4.1, and only {@link TaskMetrics}
 * may use this one: it knows what to do on older workers.
 */
final class PluginGauges {
  private PluginGauges() {}

  /** Registers all metrics of these listings. */
  static void register(SourceTaskContext context, Map<String, ListingCounters> counters) {
    PluginMetrics metrics = context.pluginMetrics();
    counters.forEach(
        (listing, itsCounters) ->
            MetricCatalog.show(
                listing, itsCounters, (metric, tags, value) -> add(metrics, metric, tags, value)));
  }

  private static void add(
      PluginMetrics metrics, ListingMetric metric, Map<String, String> tags, LongSupplier value) {
    Gauge<Long> gauge = (config, now) -> value.getAsLong();
    metrics.addMetric(
        metrics.metricName(metric.name(), metric.description(), new LinkedHashMap<>(tags)), gauge);
  }
}
