package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.ApiSettings;
import io.hyperflux.kafka.connect.api.RequestThreads;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.config.HyperfluxTaskConfig;
import io.hyperflux.kafka.connect.config.Version;
import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.metrics.TaskMetrics;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life cycle of a Connect task that watches one or more listings.
 *
 * <p>For operators: a restart, rebalance or crash repeats nothing whose source offset the worker
 * has flushed (every {@code offset.flush.interval.ms}, and at a clean stop), and misses no status
 * that still stands in the listing afterwards. Statuses that came and went in between are not seen.
 */
public final class HyperfluxSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(HyperfluxSourceTask.class);

  private final TaskClock clock;
  private final TaskMetrics metrics = new TaskMetrics();
  private volatile @Nullable StartedSourceTask started;

  /** For the worker. */
  public HyperfluxSourceTask() {
    this(TaskClock.system());
  }

  HyperfluxSourceTask(TaskClock clock) {
    this.clock = clock;
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> props) {
    String name = Objects.requireNonNull(props.get("name"), "Connect names each connector");
    HyperfluxTaskConfig task = new HyperfluxTaskConfig(props);
    HyperfluxSourceConfig config = task.connector();
    ApiSettings settings = config.apiSettings();
    ApiClient api = new ApiClient(settings, new RequestThreads(name), clock);
    Map<String, ListingCounters> counters = new LinkedHashMap<>();
    task.listings().forEach(listing -> counters.put(listing, new ListingCounters(clock)));
    try {
      started = new StartedSourceTask(task, context.offsetStorageReader(), api, clock, counters);
    } catch (RuntimeException e) {
      try (api) {
        throw e;
      }
    }
    metrics.register(context, name, String.valueOf(task.number()), counters);
    LOG.info(
        "Watching {} at {} every {} ms, with at most {} requests a minute; records go to {}",
        String.join(", ", task.listings()),
        settings.url(),
        config.pollInterval().toMillis(),
        task.requestsPerMinute(),
        task.listings().stream().map(config::topic).distinct().collect(Collectors.joining(", ")));
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    return Objects.requireNonNull(started, "Connect polls between start and stop").poll();
  }

  /** The worker has stored source offsets. It may call this on any thread. */
  @Override
  public void commit() {
    StartedSourceTask running = started;
    if (running != null) {
      running.flushed();
    }
  }

  /**
   * A record has reached Kafka, or was dropped. The worker may call it on any thread, with the
   * record that {@link #poll} returned.
   *
   * @param metadata null if a transformation dropped the record, or it could not be converted
   */
  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
    StartedSourceTask running = started;
    if (running != null) {
      running.settled(record, metadata != null);
    }
  }

  /** May be called twice, and after a start that failed. */
  @Override
  public void stop() {
    metrics.close();
    if (started != null) {
      started.close();
      started = null;
    }
  }
}
