package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.offsets.StoredSlots;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.pacing.PollSchedule;
import io.hyperflux.kafka.connect.pacing.RequestBudget;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import io.hyperflux.kafka.connect.records.RecordEmitter;
import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.requests.Listing;
import io.hyperflux.kafka.connect.requests.ListingPoller;
import io.hyperflux.kafka.connect.requests.Lookups;
import io.hyperflux.kafka.connect.requests.MissingTasks;
import io.hyperflux.kafka.connect.requests.PollFailures;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The objects with which a Connect task watches one listing. They are not shared with other
 * listings, so that listings can be added, removed and moved between Connect tasks.
 *
 * @param slots reads the source offsets that earlier runs have stored
 * @param poller requests the listing
 * @param missing looks up API tasks that left the listing while in flight
 * @param emitter makes records of the changes
 */
record WatchedListing(
    Listing listing,
    StoredSlots slots,
    ListingPoller poller,
    MissingTasks missing,
    RecordEmitter emitter) {

  /** What all listings of a Connect task share. */
  record Shared(
      ApiClient api,
      TaskClock clock,
      ActiveTime atWork,
      RequestBudget budget,
      RandomGenerator random,
      Lookups lookups) {}

  /** Creates the objects for one listing. */
  static WatchedListing of(
      String path,
      HyperfluxSourceConfig config,
      OffsetStorageReader stored,
      ListingCounters counters,
      Shared shared) {
    TaskClock clock = shared.clock;
    Listing listing =
        new Listing(
            path,
            new StatusTracker(config.emittedStatuses(), config.lookupMissing()),
            new PollSchedule(config.pollInterval(), config.idleInterval(), clock.nanoTime()),
            counters);
    PollFailures failures =
        new PollFailures(
            listing, config.retries(), shared.random, clock, shared.atWork, shared.budget);
    RecordEmitter emitter =
        new RecordEmitter(
            listing,
            new StatusRecords(config.topic(path), path),
            config.lookupCompleted(),
            shared.lookups,
            shared.atWork);
    return new WatchedListing(
        listing,
        new StoredSlots(path, stored, listing.tracker(), clock, config.offsetsTopic()),
        new ListingPoller(listing, shared.api, clock, failures),
        new MissingTasks(listing, shared.lookups, shared.atWork, emitter),
        emitter);
  }

  /** An absolute path below the API's URL. */
  String path() {
    return listing.path();
  }
}
