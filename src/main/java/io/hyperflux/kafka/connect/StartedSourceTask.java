package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.config.HyperfluxTaskConfig;
import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.pacing.RequestBudget;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import io.hyperflux.kafka.connect.records.RecordBatches;
import io.hyperflux.kafka.connect.requests.LookupFailures;
import io.hyperflux.kafka.connect.requests.Lookups;
import io.hyperflux.kafka.connect.requests.PermanentFailureException;
import io.hyperflux.kafka.connect.requests.PollTurns;
import io.hyperflux.kafka.connect.requests.ZombieGuard;
import io.hyperflux.kafka.connect.tracking.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Connect task: in each poll it reads stored offsets, takes answers, sends the requests
 * that are due, and returns records. Everything but {@link #flushed} and {@link #close} is called
 * on the task's own thread.
 */
final class StartedSourceTask implements AutoCloseable {
  /** Connect can pause or stop a task only between two polls. */
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  /**
   * How long to wait for {@link #settled}: a worker reports records within milliseconds, or when a
   * transaction ends.
   */
  private static final Duration UNTIL_OUTCOMES = Duration.ofMillis(20);

  private static final Logger LOG = LoggerFactory.getLogger(StartedSourceTask.class);

  private final ApiClient api;
  private final TaskClock clock;
  private final ActiveTime atWork;
  private final List<WatchedListing> listings = new ArrayList<>();
  private final Lookups lookups;
  private final PollTurns turns;
  private final RecordBatches batches;
  private final ZombieGuard guard;
  private final Duration interval;
  private boolean remembersAll;

  StartedSourceTask(
      HyperfluxTaskConfig task,
      OffsetStorageReader stored,
      ApiClient api,
      TaskClock clock,
      Map<String, ListingCounters> counters) {
    HyperfluxSourceConfig config = task.connector();
    this.api = api;
    this.clock = clock;
    guard = new ZombieGuard(clock, this::abandonRequests);
    long now = clock.nanoTime();
    SplittableRandom random = new SplittableRandom();
    atWork = new ActiveTime(now);
    RequestBudget budget = new RequestBudget(task.requestsPerMinute(), now);
    LookupFailures failures = new LookupFailures(config.retries(), random, clock, atWork);
    lookups = new Lookups(api, clock, atWork, budget, config.lookupPaths(), failures);
    interval = config.pollInterval();
    WatchedListing.Shared shared =
        new WatchedListing.Shared(api, clock, atWork, budget, random, lookups);
    counters.forEach(
        (path, counted) -> listings.add(WatchedListing.of(path, config, stored, counted, shared)));
    turns = new PollTurns(listings.stream().map(WatchedListing::poller).toList(), budget);
    batches =
        new RecordBatches(
            listings.stream().map(WatchedListing::emitter).toList(),
            atWork,
            config.batchMaxRecords());
  }

  /**
   * The next records; null when there are none yet. Returns within about half a second whatever the
   * network does. The changes of one observation are handed out completely before the next request
   * for that listing is sent.
   */
  @Nullable List<SourceRecord> poll() throws InterruptedException {
    if (guard.holdsBack(Duration.ZERO)) {
      guard.sleep(LONGEST_POLL);
      return null;
    }
    if (readStoredBlock()) {
      return null;
    }
    atWork.passed(clock.nanoTime());
    batches.takeOutcomes();
    Duration asked = batches.hasRecords() ? Duration.ZERO : awaitAnswerOrDueRequest();
    if (guard.holdsBack(asked)) {
      return null;
    }
    takeAnswers();
    startRequests();
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
      ListingCounters counters = listing.listing().counters();
      LOG.info(
          "Stopped watching {}, after {} and {}",
          listing.path(),
          Counted.of(counters.polls(), "poll"),
          Counted.of(counters.changes(), "record"));
    }
  }

  /** Reads a block of what earlier runs have stored; false if everything has been read. */
  private boolean readStoredBlock() {
    for (WatchedListing listing : listings) {
      if (!listing.slots().isComplete()) {
        listing.slots().readBlock();
        return true;
      }
    }
    if (!remembersAll) {
      remembersAll = true;
      turns.begin(interval, clock.nanoTime());
    }
    return false;
  }

  private void takeAnswers() throws InterruptedException {
    atWork.passed(clock.nanoTime());
    try {
      for (WatchedListing listing : listings) {
        listing.poller().takeAnswer(() -> worksWithout(listing));
        listing.missing().lookUp();
      }
      lookups.takeAnswers();
    } catch (PermanentFailureException e) {
      throw new ConnectException(e.getMessage(), e);
    }
    batches.expire();
  }

  private void startRequests() {
    turns.start(clock.nanoTime());
    lookups.start(turns.untilDue(clock.nanoTime()));
  }

  private boolean worksWithout(WatchedListing listing) {
    return listings.stream()
        .anyMatch(other -> !other.path().equals(listing.path()) && !other.poller().isParked());
  }

  /** Waits for an answer or a due request; returns the longest time that it meant to wait. */
  private Duration awaitAnswerOrDueRequest() throws InterruptedException {
    long now = clock.nanoTime();
    Duration wait = turns.untilStart(now, LONGEST_POLL);
    Duration lookup = lookups.untilDue(now, turns);
    if (lookup != null) {
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
      api.awaitAnyEnd(wait);
    } else {
      clock.sleep(wait);
    }
    return wait;
  }
}
