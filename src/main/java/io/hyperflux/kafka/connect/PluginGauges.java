package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.FailureKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * A task's metrics as gauges over its own counters; sensors of one name would be shared by all
 * tasks of a worker. The only class that names types of Connect 4.1: it must not be touched but by
 * {@link TaskMetrics}, which knows what to do on older workers.
 */
final class PluginGauges {
  private final PluginMetrics metrics;
  private final String listing;

  private PluginGauges(PluginMetrics metrics, String listing) {
    this.metrics = metrics;
    this.listing = listing;
  }

  static void register(SourceTaskContext context, String listing, TaskCounters counters) {
    PluginGauges gauges = new PluginGauges(context.pluginMetrics(), listing);
    gauges.add("polls", "Listings read to their end", counters::polls);
    for (FailureKind kind : FailureKind.values()) {
      gauges.add(
          "poll-failures",
          "Requests for the listing that failed, by kind",
          () -> counters.failures(kind),
          "kind",
          kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    gauges.add("listing-size", "Entries of the last listing read", counters::listingSize);
    gauges.add("tasks-in-flight", "API tasks not known to have ended", counters::tasksInFlight);
    gauges.add(
        "poll-latency-ms",
        "Milliseconds from the last successful request for the listing to its comparison",
        counters::pollLatencyMillis);
    gauges.add(
        "throttled-polls",
        "Requests for the listing that were answered 429",
        () -> counters.failures(FailureKind.THROTTLED));
    gauges.add(
        "parked", "1 if the API refuses this listing and others go on, else 0", counters::parked);
    gauges.add("lookups", "Single API tasks looked up", counters::lookups);
    for (FailureKind kind : FailureKind.values()) {
      gauges.add(
          "lookup-failures",
          "Look-ups of single API tasks that failed, by kind",
          () -> counters.lookupFailures(kind),
          "kind",
          kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    gauges.add(
        "records-without-images",
        "Records of completed API tasks that went out without the images they waited for",
        counters::withoutImages);
    gauges.add("tasks-tracked", "API tasks whose last status is known", counters::tasksTracked);
    for (String status : TaskCounters.STATUSES) {
      gauges.addChanges(status, counters);
    }
    gauges.addChanges(TaskCounters.OTHER, counters);
    gauges.add(
        "skipped-entries",
        "Entries without a usable task_id or status, summed up over all listings read",
        counters::skippedEntries);
    gauges.add(
        "time-since-last-success-ms",
        "Milliseconds since a listing was read to its end, or since the task's start",
        () -> counters.sinceLastSuccess().toMillis());
  }

  private void addChanges(String status, TaskCounters counters) {
    add(
        "changes",
        "Records handed out, by their status",
        () -> counters.changes(status),
        "status",
        status);
  }

  private void add(String name, String description, LongSupplier value, String... tag) {
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    tags.put("listing", listing);
    if (tag.length > 0) {
      tags.put(tag[0], tag[1]);
    }
    MetricName metric = metrics.metricName(name, description, tags);
    Gauge<Long> gauge = (config, now) -> value.getAsLong();
    metrics.addMetric(metric, gauge);
  }
}
