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
  private final UnflushedRecords unflushed;
  private final ZombieGuard guard;
  private final int batchMaxRecords;
  private final Duration interval;
  private int turn; // the listing whose records come first
  private boolean remembersAll;

  StartedSourceTask(
      HyperfluxSourceConfig config,
      OffsetStorageReader stored,
      ApiClient api,
      TaskClock clock,
      Map<String, TaskCounters> counters) {
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
              new SlotMemory(path, stored, tracker, clock),
              poller,
              new StatusRecords(config.topic(path), path),
              counters.get(path),
              lookups,
              config.lookupCompleted(),
              atWork));
    }
    unflushed = new UnflushedRecords(listings.size());
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
    takeOutcomes();
    Duration asked = hasRecords() ? Duration.ZERO : waitForSomething();
    if (guard.holdsBack(asked)) {
      return null;
    }
    goOn();
    if (guard.holdsBack(Duration.ZERO)) {
      return null;
    }
    List<SourceRecord> batch = nextBatch();
    return batch.isEmpty() ? null : batch;
  }

  private void abandonRequests() {
    listings.forEach(listing -> listing.poller().abandon());
    lookups.abandon();
  }

  /** The worker has stored the source offsets that it had. Called on any thread. */
  void flushed() {
    unflushed.flushed();
  }

  /** The worker has stored a record that it got, or dropped it. Called on any thread. */
  void settled(SourceRecord record, boolean isStored) {
    for (WatchedListing listing : listings) {
      int slot = SlotOffset.slot(listing.path(), record.sourcePartition());
      if (slot >= 0 && isStored) {
        listing.outcomes().stored(slot);
      } else if (slot >= 0) {
        listing.outcomes().dropped(slot, (String) record.sourceOffset().get(SlotOffset.TASK_ID));
      }
    }
  }

  private void takeOutcomes() {
    for (WatchedListing listing : listings) {
      if (listing.outcomes().tell(listing.tracker())) {
        listing.emitter().slotsMayBeFree();
      } else if (listing.emitter().awaitsSlot() && unflushed.isOverdue(atWork.total())) {
        listing.tracker().trustAll(); // this worker tells nothing
        listing.emitter().slotsMayBeFree();
      }
    }
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
      listing.missing().lookUp();
    }
    lookups.collect();
    listings.forEach(listing -> listing.emitter().expire(batchMaxRecords));
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

  /**
   * A listing that hangs for longer than the interval must not keep look-ups from the others; nor
   * must one whose records wait for the worker, for it is not polled before they are gone.
   */
  private Duration untilNextPoll(long now) {
    Duration next = Duration.ofDays(1);
    for (WatchedListing listing : listings) {
      boolean isLate = listing.poller().isUnderWay() && listing.poller().schedule().isDue(now);
      if (!isLate && !listing.tracker().hasChanges()) {
        next = shorter(next, listing.poller().schedule().untilDue(now));
      }
    }
    return next;
  }

  /** Returns how long it was to wait at most. */
  private Duration waitForSomething() throws InterruptedException {
    long now = clock.nanoTime();
    Duration wait = LONGEST_POLL;
    Duration lookup = lookups.untilDue(budget, now);
    if (lookup != null
        && budget.allowsLookup(now + lookup.toNanos(), untilNextPoll(now).minus(lookup))) {
      wait = shorter(wait, lookup);
    }
    boolean anyUnderWay = lookups.isAnyUnderWay();
    for (WatchedListing listing : listings) {
      if (listing.emitter().awaitsSlot()) {
        wait = shorter(wait, UNTIL_OUTCOMES);
      }
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
    return wait;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private boolean hasRecords() {
    for (int i = 0; i < listings.size(); i++) {
      if (listings.get(i).emitter().hasRecords() && unflushed.room(i, atWork.total()) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Listings take turns: a flood from one of them must not hold up the others. */
  private List<SourceRecord> nextBatch() {
    List<SourceRecord> batch = new ArrayList<>();
    Duration now = atWork.total();
    for (int i = 0; i < listings.size(); i++) {
      int number = (turn + i) % listings.size();
      int before = batch.size();
      int most = Math.min(batchMaxRecords, before + unflushed.room(number, now));
      listings.get(number).emitter().emit(batch, most);
      unflushed.add(number, batch.size() - before, now);
    }
    turn = (turn + 1) % listings.size();
    return batch;
  }
}
