package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.Exchange;
import io.hyperflux.kafka.connect.api.Outcome;
import io.hyperflux.kafka.connect.api.json.ListingEntries;
import io.hyperflux.kafka.connect.api.json.ListingReader;
import io.hyperflux.kafka.connect.api.response.RateLimit;
import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.pacing.PollSchedule;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for one listing, at most once at a time, and shows what was read to the tracker. It never
 * waits: whoever has several of them says when to {@link #start} and to {@link #collect}.
 */
public final class ListingPoller {
  /** The provider's windows are seconds long; no header stops us for longer. */
  private static final Duration LONGEST_HOLD = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(ListingPoller.class);

  private final String listing;
  private final ApiClient api;
  private final Doorbell bell;
  private final TaskClock clock;
  private final StatusTracker tracker;
  private final PollSchedule schedule;
  private final PollFailures failures;
  private final ListingCounters counters;
  private ListingReader reader = new ListingReader();
  private Exchange<ListingEntries> underWay;
  private long startedAt;
  private boolean observedBefore;
  private boolean skippedBefore;
  private boolean emptyBefore;

  public ListingPoller(
      String listing,
      ApiClient api,
      Doorbell bell,
      TaskClock clock,
      StatusTracker tracker,
      PollSchedule schedule,
      PollFailures failures,
      ListingCounters counters) {
    this.listing = listing;
    this.api = api;
    this.bell = bell;
    this.clock = clock;
    this.tracker = tracker;
    this.schedule = schedule;
    this.failures = failures;
    this.counters = counters;
    counters.paced(schedule.pace());
  }

  public boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether the API refuses this listing, while others go on. */
  public boolean isParked() {
    return failures.isParked();
  }

  /** When the next request is due. */
  PollSchedule schedule() {
    return schedule;
  }

  /** Sends a request; only while none is under way. */
  void start() {
    startedAt = clock.nanoTime();
    schedule.started(startedAt);
    tracker.requested();
    underWay = api.get(listing, reader, bell::ring);
  }

  /**
   * Takes the answer, if it has come.
   *
   * @param othersWork whether another listing of this Connect task is not parked
   * @throws ConnectException if the API refuses us for good, or has failed for too long
   */
  public void collect(BooleanSupplier othersWork) throws InterruptedException {
    if (underWay == null) {
      return;
    }
    Outcome<ListingEntries> outcome = underWay.await(Duration.ZERO);
    if (outcome != null) {
      heard(outcome.rateLimit());
      counters.rateLimited(outcome.rateLimit());
    }
    if (outcome instanceof Outcome.Success<ListingEntries> success) {
      underWay = null;
      succeeded(success.value(), success.receivedAt());
    } else if (outcome instanceof Outcome.Failed<ListingEntries> failed) {
      underWay = null;
      reader = new ListingReader(); // a thread that was cut off may still use the old one
      Duration delay = failures.failed(failed.failure(), isKnown(), othersWork);
      schedule.postpone(delay, clock.nanoTime());
    }
  }

  /** No answer to a request that was sent before is used. The next one is due when it was. */
  public void abandon() {
    if (underWay != null) {
      underWay.abandon();
      underWay = null;
      reader = new ListingReader(); // a thread that was cut off may still use the old one
    }
  }

  /**
   * An answer below this listing, be it a look-up's, has told how many requests are left. That may
   * only slow us down.
   *
   * @param limit null if it tells nothing
   */
  void heard(RateLimit limit) {
    if (limit == null || limit.remaining() != 0 || limit.reset() == null) {
      return;
    }
    Duration hold = limit.reset().compareTo(LONGEST_HOLD) < 0 ? limit.reset() : LONGEST_HOLD;
    schedule.hold(hold, clock.nanoTime());
    LOG.debug("No request is left for {}: none is sent for {} ms", listing, hold.toMillis());
  }

  private void succeeded(ListingEntries entries, Instant receivedAt) {
    failures.succeeded();
    show(entries, tracker);
    int changes = tracker.complete(receivedAt);
    schedule.answered(tracker.inFlight() > 0);
    counters.paced(schedule.pace());
    counters.polled(
        entries.size(),
        entries.unusable(),
        tracker.size(),
        tracker.inFlight(),
        Duration.ofNanos(clock.nanoTime() - startedAt));
    log(entries, changes);
  }

  /** Begins an observation with the entries of a listing. */
  public static void show(ListingEntries entries, StatusTracker tracker) {
    tracker.reserve(entries.size());
    tracker.begin();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.isUuid(i)) {
        tracker.seen(entries.mostBits(i), entries.leastBits(i), entries.status(i));
      } else {
        tracker.seen(entries.taskId(i), entries.status(i));
      }
    }
  }

  /** Whether this or an earlier run has read it: then key, address and path were right once. */
  private boolean isKnown() {
    return observedBefore || tracker.size() > 0;
  }

  private void log(ListingEntries entries, int changes) {
    if (!observedBefore) {
      observedBefore = true;
      LOG.info(
          "First observation of {}: {} entries, {} changes, {} in flight",
          listing,
          entries.size(),
          changes,
          tracker.inFlight());
    }
    LOG.debug(
        "{}: {} entries, {} changes, {} in flight, in {} ms",
        listing,
        entries.size(),
        changes,
        tracker.inFlight(),
        counters.pollLatencyMillis());
    if (entries.unusable() > 0 && !skippedBefore) {
      LOG.warn(
          "{} entries of {} have no usable task_id or status and are skipped; the rest goes on",
          entries.unusable(),
          listing);
    }
    skippedBefore = entries.unusable() > 0;
    boolean isEmpty = entries.size() + entries.unusable() == 0;
    if (isEmpty && !emptyBefore) {
      LOG.info("{} has no tasks, as the API says; it is watched on", listing);
    }
    emptyBefore = isEmpty;
  }
}
