package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.Exchange;
import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.api.ListingEntries;
import io.hyperflux.kafka.connect.api.ListingReader;
import io.hyperflux.kafka.connect.api.Outcome;
import io.hyperflux.kafka.connect.tracking.ActiveTime;
import io.hyperflux.kafka.connect.tracking.PollSchedule;
import io.hyperflux.kafka.connect.tracking.RetryPolicy;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for one listing, at most once at a time, and shows what was read to the tracker. It never
 * waits: whoever has several of them says when to {@link #start} and to {@link #collect}.
 */
final class ListingPoller {
  /** A listing that was refused for good is tried again so often. */
  private static final Duration WHILE_PARKED = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(ListingPoller.class);

  private final String listing;
  private final ApiClient api;
  private final Doorbell bell;
  private final TaskClock clock;
  private final ActiveTime atWork;
  private final StatusTracker tracker;
  private final PollSchedule schedule;
  private final RetryPolicy retries;
  private final Optional<Duration> retryTimeout;
  private final Consumer<Duration> whenAskedForQuiet;
  private final TaskCounters counters;
  private final FailureStreak streak;
  private ListingReader reader = new ListingReader();
  private Exchange<ListingEntries> underWay;
  private long startedAt;
  private boolean parked;
  private boolean observedBefore;
  private boolean skippedBefore;

  ListingPoller(
      String listing,
      ApiClient api,
      Doorbell bell,
      TaskClock clock,
      ActiveTime atWork,
      StatusTracker tracker,
      PollSchedule schedule,
      RetryPolicy retries,
      Optional<Duration> retryTimeout,
      Consumer<Duration> whenAskedForQuiet,
      TaskCounters counters) {
    this.listing = listing;
    this.api = api;
    this.bell = bell;
    this.clock = clock;
    this.atWork = atWork;
    this.tracker = tracker;
    this.schedule = schedule;
    this.retries = retries;
    this.retryTimeout = retryTimeout;
    this.whenAskedForQuiet = whenAskedForQuiet;
    this.counters = counters;
    this.streak = new FailureStreak(listing);
    counters.paced(schedule.pace());
  }

  boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether the API refuses this listing, while others go on. */
  boolean isParked() {
    return parked;
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
  void collect(BooleanSupplier othersWork) throws InterruptedException {
    if (underWay == null) {
      return;
    }
    Outcome<ListingEntries> outcome = underWay.await(Duration.ZERO);
    if (outcome instanceof Outcome.Success<ListingEntries> success) {
      underWay = null;
      succeeded(success.value(), success.receivedAt());
    } else if (outcome instanceof Outcome.Failed<ListingEntries> failed) {
      underWay = null;
      reader = new ListingReader(); // a thread that was cut off may still use the old one
      failed(failed.failure(), othersWork);
    }
  }

  /** No answer to a request that was sent before is used. The next one is due when it was. */
  void abandon() {
    if (underWay != null) {
      underWay.abandon();
      underWay = null;
      reader = new ListingReader(); // a thread that was cut off may still use the old one
    }
  }

  private void succeeded(ListingEntries entries, Instant receivedAt) {
    retries.succeeded();
    streak.ended(atWork.total());
    if (parked) {
      parked = false;
      LOG.info("{} is not refused any more, and watched again", listing);
    }
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
    counters.parked(false);
    log(entries, changes);
  }

  /** Begins an observation with the entries of a listing. */
  static void show(ListingEntries entries, StatusTracker tracker) {
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

  private void failed(Failure failure, BooleanSupplier othersWork) {
    counters.failed(failure.kind());
    Duration delay =
        failure.kind().isRetriable()
            ? retries.retriable(failure.retryAfter())
            : retries.fatal(failure.kind().scope());
    if (failure.asksForQuiet()) {
      whenAskedForQuiet.accept(delay);
    }
    boolean isOfTheListing = failure.kind().scope() != FailureKind.Scope.CONNECT_TASK;
    if (delay == null || (parked && isOfTheListing)) {
      Duration parked = park(failure, isOfTheListing && othersWork.getAsBoolean());
      delay = delay == null || delay.compareTo(parked) < 0 ? parked : delay;
    }
    schedule.postpone(delay, clock.nanoTime());
    streak.failed(failure, delay, atWork.total());
    Duration failingFor = streak.duration(atWork.total());
    if (!parked && retryTimeout.isPresent() && failingFor.compareTo(retryTimeout.get()) >= 0) {
      throw new ConnectException(
          "%s. It has been failing for %d ms, and %s says to give up after %d ms. %s"
              .formatted(
                  failure.message(),
                  failingFor.toMillis(),
                  ConfigKeys.RETRY_TIMEOUT,
                  retryTimeout.get().toMillis(),
                  FailureAdvice.on(failure.kind())));
    }
  }

  /** One listing's trouble stops no other one, as long as there is another one. */
  private Duration park(Failure failure, boolean canGoOn) {
    if (!canGoOn) {
      throw FailureAdvice.fatal(failure);
    }
    retries.succeeded(); // whatever comes next is another matter, and confirmed anew
    if (!parked) {
      parked = true;
      counters.parked(true);
      LOG.error(
          "{}. {} is parked: it is tried again every {} minutes, the other listings go on. {}",
          failure.message(),
          listing,
          WHILE_PARKED.toMinutes(),
          FailureAdvice.on(failure.kind()));
    }
    return WHILE_PARKED;
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
  }
}
