package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.offsets.StoredSlots;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.records.RecordEmitter;
import io.hyperflux.kafka.connect.records.SlotOutcomes;
import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.requests.ListingPoller;
import io.hyperflux.kafka.connect.requests.Lookups;
import io.hyperflux.kafka.connect.requests.MissingTasks;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.util.Optional;

/**
 * All that a Connect task has for one listing. Nothing of it is shared with another one, so that
 * listings can be added, removed and moved between Connect tasks.
 */
public final class WatchedListing {
  private final String path;
  private final StatusTracker tracker;
  private final StoredSlots memory;
  private final ListingPoller poller;
  private final StatusRecords records;
  private final ListingCounters counters;
  private final RecordEmitter emitter;
  private final MissingTasks missing;
  private final SlotOutcomes outcomes = new SlotOutcomes();

  /**
   * Puts it together.
   *
   * @param path an absolute path below the API's URL
   * @param lookupTimeout how long a completed task's record waits for its look-up; empty: none does
   */
  WatchedListing(
      String path,
      StatusTracker tracker,
      StoredSlots memory,
      ListingPoller poller,
      StatusRecords records,
      ListingCounters counters,
      Lookups lookups,
      Optional<Duration> lookupTimeout,
      ActiveTime atWork) {
    this.path = path;
    this.tracker = tracker;
    this.memory = memory;
    this.poller = poller;
    this.records = records;
    this.counters = counters;
    this.emitter = new RecordEmitter(this, lookupTimeout, lookups, atWork);
    this.missing = new MissingTasks(this, lookups, atWork);
  }

  public String path() {
    return path;
  }

  public StatusTracker tracker() {
    return tracker;
  }

  StoredSlots memory() {
    return memory;
  }

  public ListingPoller poller() {
    return poller;
  }

  public StatusRecords records() {
    return records;
  }

  public ListingCounters counters() {
    return counters;
  }

  public RecordEmitter emitter() {
    return emitter;
  }

  MissingTasks missing() {
    return missing;
  }

  /** What the worker has made of the records. */
  public SlotOutcomes outcomes() {
    return outcomes;
  }

  /** Whether a request may be sent as far as this listing is concerned. */
  public boolean isIdle() {
    return !poller.isUnderWay() && !tracker.hasChanges();
  }
}
