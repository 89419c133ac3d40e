package io.hyperflux.kafka.connect.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** A worker's metrics of one plugin, for gauges only. */
public final class GaugesInMemory implements PluginMetrics {
  private final Map<MetricName, Gauge<?>> gauges = new LinkedHashMap<>();

  /** The values now, by name and tags: {@code polls{listing=/v1/ai}}. */
  public Map<String, Object> values() {
    Map<String, Object> values = new TreeMap<>();
    gauges.forEach(
        (metric, gauge) ->
            values.put(metric.name() + metric.tags(), gauge.value(new MetricConfig(), 0)));
    return values;
  }

  /** The only gauge of this name, for who reads it often. */
  public LongSupplier gauge(String name) {
    List<Gauge<?>> found =
        gauges.entrySet().stream()
            .filter(gauge -> gauge.getKey().name().equals(name))
            .<Gauge<?>>map(Map.Entry::getValue)
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " gauges are called " + name);
    }
    Gauge<?> gauge = found.get(0);
    MetricConfig config = new MetricConfig();
    return () -> (long) gauge.value(config, 0);
  }

  @Override
  @SuppressWarnings("NonApiType") // Kafka's signature
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName metric, MetricValueProvider<?> provider) {
    if (gauges.putIfAbsent(metric, (Gauge<?>) provider) != null) {
      throw new IllegalArgumentException("there is a " + metric + " already");
    }
  }

  @Override
  public void removeMetric(MetricName metric) {
    gauges.remove(metric);
  }

  @Override
  public Sensor addSensor(String name) {
    throw new AssertionError("sensors of one name are shared by all tasks of a worker");
  }

  @Override
  public void removeSensor(String name) {
    throw new AssertionError("there are no sensors");
  }
}
