package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiSettings;
import io.hyperflux.kafka.connect.api.RequestThreads;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.offsets.SlotOffset;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A Connect task without a worker that polls back to back: the time between two polls passes at
 * once. Its records are dropped as they come, so that what it keeps is all there is.
 */
public final class WatchingTask implements AutoCloseable {
  private static final String NAME = "bench";

  /** How the names of the task's own threads start; see {@link RequestThreads}. */
  public static final String THREADS = "hyperflux-" + NAME + "-";

  private static final RecordMetadata SENT =
      new RecordMetadata(new TopicPartition("bench", 0), 0, 0, 0, 0, 0);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final HyperfluxSourceTask task = new HyperfluxSourceTask(new FakeTaskClock());
  private final LongSupplier polls;

  /** Starts it on a listing; it remembers nothing from before. */
  public WatchingTask(String apiUrl, String listing) {
    this(apiUrl, listing, new StoredOffsets());
  }

  /** Starts it on a listing; it remembers what is stored. */
  public WatchingTask(String apiUrl, String listing, StoredOffsets stored) {
    task.initialize(stored.context());
    task.start(config(apiUrl, listing));
    polls = stored.metrics().gauge("polls");
  }

  /** Stores what an earlier run has produced. */
  public static void store(
      StoredOffsets stored, String listing, int slot, String taskId, String status) {
    stored.put(
        SlotOffset.partition(listing, slot),
        SlotOffset.offset(
            new StatusChange(slot + 1, taskId, status, null, Instant.EPOCH, false, null), 0));
  }

  /** What the task's HTTP client is made of, for another one that is equal. */
  public static ApiSettings apiSettings(String apiUrl, String listing) {
    return new HyperfluxSourceConfig(config(apiUrl, listing)).apiSettings();
  }

  /** Makes threads as the task does, so that they are counted as its own. */
  public static ThreadFactory threads() {
    return new RequestThreads(NAME);
  }

  /** How many listings were read to their end. */
  public long polls() {
    return polls.getAsLong();
  }

  /**
   * One more poll of the listing, until all that it changed is handed out.
   *
   * @param changes how many records have to come
   * @throws IllegalStateException if another number comes
   */
  public void observe(int changes) throws InterruptedException {
    long before = polls();
    int records = 0;
    long end = System.nanoTime() + LONGEST.toNanos();
    while (polls() == before || (records < changes && polls() == before + 1)) {
      records += poll();
      if (System.nanoTime() > end) {
        throw new IllegalStateException("A poll does not end");
      }
    }
    if (records != changes || polls() != before + 1) {
      throw new IllegalStateException(
          "Expected %d records by one poll, got %d by %d"
              .formatted(changes, records, polls() - before));
    }
  }

  /** One more poll of the listing, whose first records may come with it; returns how many did. */
  public int observe() throws InterruptedException {
    long before = polls();
    int records = 0;
    while (polls() == before) {
      records += poll();
    }
    return records;
  }

  private int poll() throws InterruptedException {
    List<SourceRecord> batch = task.poll();
    if (batch == null) {
      return 0;
    }
    batch.forEach(record -> task.commitRecord(record, SENT)); // as the worker does
    task.commit(); // the same after each flush of offsets
    return batch.size();
  }

  @Override
  public void close() {
    task.stop();
  }

  private static Map<String, String> config(String apiUrl, String listing) {
    Map<String, String> config = new HashMap<>();
    config.put("name", NAME);
    config.put("topic", "bench");
    config.put("hyperflux.api.url", apiUrl);
    config.put("hyperflux.api.key", "no-key");
    config.put("hyperflux.listings", listing);
    // no poll() that only waits
    config.put("poll.interval.ms", "100");
    config.put("hyperflux.requests.per.minute", "600");
    return config;
  }
}
