package io.hyperflux.kafka.connect.metrics;

import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What config/monitoring makes of the metrics' names for Prometheus. */
public final class ExportedNames {
  /** All names of the connector's own metrics begin like this. */
  public static final String PREFIX = "hyperflux_";

  /** Connect's own metric that the rules let through: a worker's failed tasks of a connector. */
  public static final String FAILED_TASKS = "kafka_connect_connector_failed_tasks";

  /** Another one: a worker's paused tasks of a connector. */
  public static final String PAUSED_TASKS = "kafka_connect_connector_paused_tasks";

  /** 1 on the worker that has the connector itself, with its class as a label. */
  public static final String CONNECTOR_CLASS = "kafka_connect_connector_class";

  /** The same with the connector's status. */
  static final String CONNECTOR_STATUS = "kafka_connect_connector_status";

  /** A worker's tasks of a connector that are being restarted. */
  private static final String RESTARTING_TASKS = "kafka_connect_connector_restarting_tasks";

  /**
   * How each Connect task of a worker gets on with Kafka: Connect's metrics, and its producer's.
   */
  private static final Set<String> OF_TASKS =
      Set.of(
          "kafka_connect_task_records_active",
          "kafka_connect_task_offset_commit_failure_ratio",
          "kafka_connect_task_producer_error_total",
          "kafka_connect_task_producer_retry_total");

  private ExportedNames() {}

  /** As Prometheus wants names: seconds, and _total for what only grows. */
  public static String of(ListingMetric metric) {
    return PREFIX
        + metric.name().replaceFirst("-ms$", "_seconds").replace('-', '_')
        + (metric.grows() ? "_total" : "");
  }

  /** A connector's sample that tells its class: this one's. */
  public static String ofThisClass(String connector) {
    return "%s{class=%s, connector=%s}"
        .formatted(CONNECTOR_CLASS, HyperfluxSourceConnector.class.getName(), connector);
  }

  /** A connector's sample that tells its status, in Connect's words. */
  public static String withStatus(String connector, String status) {
    return "%s{connector=%s, status=%s}".formatted(CONNECTOR_STATUS, connector, status);
  }

  /** What all samples of a connector's tasks that are about Kafka are called. */
  static Set<String> ofTasks(String connector) {
    return OF_TASKS.stream()
        .map(name -> name + "{connector=" + connector + ", task=0}")
        .collect(Collectors.toSet());
  }

  /** All of them. */
  public static Set<String> all() {
    Set<String> all =
        new TreeSet<>(
            Set.of(
                FAILED_TASKS, PAUSED_TASKS, RESTARTING_TASKS, CONNECTOR_CLASS, CONNECTOR_STATUS));
    all.addAll(OF_TASKS);
    MetricCatalog.ALL.forEach(metric -> all.add(of(metric)));
    return all;
  }
}
