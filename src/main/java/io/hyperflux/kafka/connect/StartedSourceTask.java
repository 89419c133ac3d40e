package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.tracking.PollSchedule;
import io.hyperflux.kafka.connect.tracking.RetryPolicy;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Connect task between start and stop. Everything but {@link #close} is called on the task's own
 * thread.
 */
final class StartedSourceTask implements AutoCloseable {
  /** The framework can pause or stop a task only between two polls. */
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(StartedSourceTask.class);

  private final String listing;
  private final ApiClient api;
  private final TaskCounters counters;
  private final StatusTracker tracker = new StatusTracker();
  private final SlotMemory memory;
  private final ListingPoller poller;
  private final StatusRecords records;
  private final int batchMaxRecords;

  StartedSourceTask(
      HyperfluxSourceConfig config,
      OffsetStorageReader stored,
      ApiClient api,
      TaskClock clock,
      TaskCounters counters) {
    this.api = api;
    this.counters = counters;
    listing = config.listing();
    memory = new SlotMemory(listing, stored, tracker);
    poller =
        new ListingPoller(
            listing,
            api,
            clock,
            tracker,
            new PollSchedule(config.pollInterval(), clock.nanoTime()),
            new RetryPolicy(
                config.retryBackoff(), config.retryBackoffMax(), new SplittableRandom()),
            config.retryTimeout(),
            counters);
    records = new StatusRecords(config.topic(), listing);
    batchMaxRecords = config.batchMaxRecords();
  }

  /**
   * The next records; null when there are none yet. Returns within about half a second whatever the
   * network does. The changes of one observation are handed out completely before the next request
   * is sent.
   */
  List<SourceRecord> poll() throws InterruptedException {
    if (!memory.isComplete()) {
      memory.readBlock();
      return null;
    }
    if (!tracker.hasChanges()) {
      poller.observe(LONGEST_POLL);
    }
    return tracker.hasChanges() ? nextBatch() : null;
  }

  /** Aborts a request under way; returns within about a second. */
  @Override
  public void close() {
    api.close();
    LOG.info("Stopped watching {}", listing);
  }

  private List<SourceRecord> nextBatch() {
    List<SourceRecord> batch = new ArrayList<>();
    while (batch.size() < batchMaxRecords && tracker.hasChanges()) {
      StatusChange change = tracker.nextChange();
      batch.add(records.of(change));
      counters.changed(change.status());
    }
    return batch;
  }
}
