package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.tracking.ActiveTime;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.util.Optional;

/**
 * All that a Connect task has for one listing. Nothing of it is shared with another one, so that
 * listings can be added, removed and moved between Connect tasks.
 */
final class WatchedListing {
  private final String path;
  private final StatusTracker tracker;
  private final SlotMemory memory;
  private final ListingPoller poller;
  private final StatusRecords records;
  private final TaskCounters counters;
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
      SlotMemory memory,
      ListingPoller poller,
      StatusRecords records,
      TaskCounters counters,
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

  String path() {
    return path;
  }

  StatusTracker tracker() {
    return tracker;
  }

  SlotMemory memory() {
    return memory;
  }

  ListingPoller poller() {
    return poller;
  }

  StatusRecords records() {
    return records;
  }

  TaskCounters counters() {
    return counters;
  }

  RecordEmitter emitter() {
    return emitter;
  }

  MissingTasks missing() {
    return missing;
  }

  /** What the worker has made of the records. */
  SlotOutcomes outcomes() {
    return outcomes;
  }

  /** Whether a request may be sent as far as this listing is concerned. */
  boolean isIdle() {
    return !poller.isUnderWay() && !tracker.hasChanges();
  }
}
