package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.tracking.ActiveTime;
import io.hyperflux.kafka.connect.tracking.PollSchedule;
import io.hyperflux.kafka.connect.tracking.RequestBudget;
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

  private static final Logger LOG = LoggerFactory.getLogger(StartedSourceTask.class);

  private final ApiClient api;
  private final TaskClock clock;
  private final ActiveTime atWork;
  private final Doorbell bell = new Doorbell();
  private final RequestBudget budget;
  private final List<WatchedListing> listings = new ArrayList<>();
  private final Lookups lookups;
  private final HeldRecords records;
  private final UnflushedRecords unflushed = new UnflushedRecords();
  private final int batchMaxRecords;
  private final Duration interval;
  private boolean remembersAll;

  StartedSourceTask(
      HyperfluxSourceConfig config,
      OffsetStorageReader stored,
      ApiClient api,
      TaskClock clock,
      Map<String, TaskCounters> counters) {
    this.api = api;
    this.clock = clock;
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
    records = new HeldRecords(config.lookupCompleted(), lookups, atWork);
    batchMaxRecords = config.batchMaxRecords();
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
              new SlotMemory(path, stored, tracker),
              poller,
              new StatusRecords(config.topic(path), path),
              counters.get(path)));
    }
  }

  /**
   * The next records; null when there are none yet. Returns within about half a second whatever the
   * network does. The changes of one observation are handed out completely before the next request
   * for that listing is sent.
   */
  List<SourceRecord> poll() throws InterruptedException {
    if (remember()) {
      return null;
    }
    atWork.passed(clock.nanoTime());
    if (!hasRecords()) {
      waitForSomething();
    }
    goOn();
    List<SourceRecord> batch = nextBatch();
    return batch.isEmpty() ? null : batch;
  }

  /** The worker has stored the source offsets that it had. Called on any thread. */
  void flushed() {
    unflushed.flushed();
  }

  /** Aborts requests under way; returns within about a second. */
  @Override
  public void close() {
    api.close();
    for (WatchedListing listing : listings) {
      TaskCounters counters = listing.counters();
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
      spaceEvenly();
    }
    return false;
  }

  /** From when the first request may be sent: the listings share an address, a key and a budget. */
  private void spaceEvenly() {
    long now = clock.nanoTime();
    for (int i = 0; i < listings.size(); i++) {
      Duration offset = interval.multipliedBy(i).dividedBy(listings.size());
      listings.get(i).poller().schedule().postpone(offset, now);
    }
  }

  private void goOn() throws InterruptedException {
    atWork.passed(clock.nanoTime());
    for (WatchedListing listing : listings) {
      listing.poller().collect(() -> worksWithout(listing));
      String missing;
      while ((missing = listing.tracker().nextMissing()) != null) {
        lookups.add(listing, missing, new MissingTask(listing, missing, records), false);
      }
    }
    lookups.collect();
    records.expire(batchMaxRecords);
    startPolls();
    lookups.start(budget, untilNextPoll(clock.nanoTime()));
  }

  private boolean worksWithout(WatchedListing listing) {
    return listings.stream()
        .anyMatch(other -> !other.path().equals(listing.path()) && !other.poller().isParked());
  }

  /**
   * Of those that are due, the listing that was asked for longest ago comes first: so none starves,
   * and retries of one make no other one late for longer than a turn.
   */
  private void startPolls() {
    long now = clock.nanoTime();
    while (budget.untilFree(now).isZero()) {
      WatchedListing next = null;
      for (WatchedListing listing : listings) {
        if (listing.isIdle()
            && listing.poller().schedule().isDue(now)
            && (next == null || sinceLastStart(listing, now) > sinceLastStart(next, now))) {
          next = listing;
        }
      }
      if (next == null) {
        return;
      }
      budget.spent(now);
      next.poller().start();
    }
  }

  private static long sinceLastStart(WatchedListing listing, long now) {
    return listing.poller().schedule().sinceLastStartNanos(now);
  }

  /** A listing that hangs for longer than the interval must not keep look-ups from the others. */
  private Duration untilNextPoll(long now) {
    Duration next = Duration.ofDays(1);
    for (WatchedListing listing : listings) {
      boolean isLate = listing.poller().isUnderWay() && listing.poller().schedule().isDue(now);
      next = isLate ? next : shorter(next, listing.poller().schedule().untilDue(now));
    }
    return next;
  }

  private void waitForSomething() throws InterruptedException {
    long now = clock.nanoTime();
    Duration wait = LONGEST_POLL;
    Duration lookup = lookups.untilDue(budget, now);
    if (lookup != null
        && budget.allowsLookup(now + lookup.toNanos(), untilNextPoll(now).minus(lookup))) {
      wait = shorter(wait, lookup);
    }
    boolean anyUnderWay = lookups.isAnyUnderWay();
    for (WatchedListing listing : listings) {
      if (listing.poller().isUnderWay()) {
        anyUnderWay = true;
      } else if (listing.isIdle()) {
        Duration due = listing.poller().schedule().untilDue(now);
        Duration free = budget.untilFree(now);
        wait = shorter(wait, due.compareTo(free) > 0 ? due : free);
      }
    }
    if (anyUnderWay) {
      bell.await(wait);
    } else {
      clock.sleep(wait);
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private boolean hasRecords() {
    if (room() == 0) {
      return false;
    }
    boolean has = records.readySize() > 0;
    for (WatchedListing listing : listings) {
      has |= listing.tracker().hasChanges();
    }
    return has;
  }

  private int room() {
    return Math.min(batchMaxRecords, unflushed.room(atWork.total()));
  }

  private List<SourceRecord> nextBatch() {
    int most = room();
    int changes = 0; // not all of them give a record at once
    for (WatchedListing listing : listings) {
      while (listing.tracker().hasChanges() && records.readySize() < most && changes < most) {
        records.offer(listing, listing.tracker().nextChange());
        changes++;
      }
    }
    List<SourceRecord> batch = new ArrayList<>();
    while (batch.size() < most && records.readySize() > 0) {
      batch.add(records.poll());
    }
    unflushed.add(batch.size(), atWork.total());
    return batch;
  }
}
