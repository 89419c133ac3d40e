package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.config.RetrySettings;
import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.offsets.StoredSlots;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.pacing.PollSchedule;
import io.hyperflux.kafka.connect.pacing.RequestBudget;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import io.hyperflux.kafka.connect.records.RecordBatches;
import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.requests.Doorbell;
import io.hyperflux.kafka.connect.requests.ListingPoller;
import io.hyperflux.kafka.connect.requests.LookupFailures;
import io.hyperflux.kafka.connect.requests.Lookups;
import io.hyperflux.kafka.connect.requests.PollFailures;
import io.hyperflux.kafka.connect.requests.PollTurns;
import io.hyperflux.kafka.connect.requests.ZombieGuard;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Connect task between start and stop. Everything but {@link #flushed} and {@link #close} is
 * called on the task's own thread.
 */
final class StartedSourceTask implements AutoCloseable {
  /** The framework can pause or stop a task only between two polls. */
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  /** The worker tells what became of records within milliseconds, or when a transaction ends. */
  private static final Duration UNTIL_OUTCOMES = Duration.ofMillis(20);

  private static final Logger LOG = LoggerFactory.getLogger(StartedSourceTask.class);

  private final ApiClient api;
  private final TaskClock clock;
  private final ActiveTime atWork;
  private final Doorbell bell = new Doorbell();
  private final RequestBudget budget;
  private final List<WatchedListing> listings = new ArrayList<>();
  private final Lookups lookups;
  private final PollTurns turns;
  private final RecordBatches batches;
  private final ZombieGuard guard;
  private final Duration interval;
  private boolean remembersAll;

  StartedSourceTask(
      HyperfluxSourceConfig config,
      OffsetStorageReader stored,
      ApiClient api,
      TaskClock clock,
      Map<String, ListingCounters> counters) {
    this.api = api;
    this.clock = clock;
    guard = new ZombieGuard(clock, this::abandonRequests);
    long now = clock.nanoTime();
    SplittableRandom random = new SplittableRandom();
    atWork = new ActiveTime(now);
    budget = new RequestBudget(config.requestsPerMinute(), now);
    RetrySettings retries = config.retries();
    lookups =
        new Lookups(
            api,
            bell,
            clock,
            atWork,
            config.lookupPaths(),
            new LookupFailures(retries, random, clock, atWork));
    interval = config.pollInterval();
    List<String> paths = config.listings();
    for (String path : paths) {
      StatusTracker tracker = new StatusTracker(config.emittedStatuses(), config.lookupMissing());
      ListingPoller poller =
          new ListingPoller(
              path,
              api,
              bell,
              clock,
              tracker,
              new PollSchedule(config.pollInterval(), config.idleInterval(), now),
              new PollFailures(path, retries, random, atWork, lookups::beQuiet, counters.get(path)),
              counters.get(path));
      listings.add(
          new WatchedListing(
              path,
              tracker,
              new StoredSlots(path, stored, tracker, clock),
              poller,
              new StatusRecords(config.topic(path), path),
              counters.get(path),
              lookups,
              config.lookupCompleted(),
              atWork));
    }
    turns = new PollTurns(listings, budget);
    batches = new RecordBatches(listings, atWork, config.batchMaxRecords());
  }

  /**
   * The next records; null when there are none yet. Returns within about half a second whatever the
   * network does. The changes of one observation are handed out completely before the next request
   * for that listing is sent.
   */
  List<SourceRecord> poll() throws InterruptedException {
    if (guard.holdsBack(Duration.ZERO)) {
      guard.sleep(LONGEST_POLL);
      return null;
    }
    if (remember()) {
      return null;
    }
    atWork.passed(clock.nanoTime());
    batches.takeOutcomes();
    Duration asked = batches.hasRecords() ? Duration.ZERO : waitForSomething();
    if (guard.holdsBack(asked)) {
      return null;
    }
    goOn();
    if (guard.holdsBack(Duration.ZERO)) {
      return null;
    }
    List<SourceRecord> batch = batches.next();
    return batch.isEmpty() ? null : batch;
  }

  private void abandonRequests() {
    listings.forEach(listing -> listing.poller().abandon());
    lookups.abandon();
  }

  /** The worker has stored the source offsets that it had. Called on any thread. */
  void flushed() {
    batches.flushed();
  }

  /** The worker has stored a record that it got, or dropped it. Called on any thread. */
  void settled(SourceRecord record, boolean isStored) {
    batches.settled(record, isStored);
  }

  /** Aborts requests under way; returns within about a second. */
  @Override
  public void close() {
    api.close();
    for (WatchedListing listing : listings) {
      ListingCounters counters = listing.counters();
      LOG.info(
          "Stopped watching {}, after {} polls and {} records",
          listing.path(),
          counters.polls(),
          counters.changes());
    }
  }

  /** Reads a block of what earlier runs have stored; false if everything has been read. */
  private boolean remember() {
    for (WatchedListing listing : listings) {
      if (!listing.memory().isComplete()) {
        listing.memory().readBlock();
        return true;
      }
    }
    if (!remembersAll) {
      remembersAll = true;
      turns.begin(interval, clock.nanoTime());
    }
    return false;
  }

  private void goOn() throws InterruptedException {
    atWork.passed(clock.nanoTime());
    for (WatchedListing listing : listings) {
      listing.poller().collect(() -> worksWithout(listing));
      listing.missing().lookUp();
    }
    lookups.collect();
    batches.expire();
    turns.start(clock.nanoTime());
    lookups.start(budget, turns.untilDue(clock.nanoTime()));
  }

  private boolean worksWithout(WatchedListing listing) {
    return listings.stream()
        .anyMatch(other -> !other.path().equals(listing.path()) && !other.poller().isParked());
  }

  /** Returns how long it was to wait at most. */
  private Duration waitForSomething() throws InterruptedException {
    long now = clock.nanoTime();
    Duration wait = turns.untilStart(now, LONGEST_POLL);
    Duration lookup = lookups.untilDue(budget, now);
    if (lookup != null
        && budget.allowsLookup(now + lookup.toNanos(), turns.untilDue(now).minus(lookup))) {
      wait = PollTurns.shorter(wait, lookup);
    }
    boolean anyUnderWay = lookups.isAnyUnderWay();
    for (WatchedListing listing : listings) {
      anyUnderWay |= listing.poller().isUnderWay();
      if (listing.emitter().awaitsSlot()) {
        wait = PollTurns.shorter(wait, UNTIL_OUTCOMES);
      }
    }
    if (anyUnderWay) {
      bell.await(wait);
    } else {
      clock.sleep(wait);
    }
    return wait;
  }
}
