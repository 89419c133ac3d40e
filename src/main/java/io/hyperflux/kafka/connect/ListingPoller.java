package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.Exchange;
import io.hyperflux.kafka.connect.api.Failure;
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
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for one listing when it is due, and shows what was read to the tracker. At most one request
 * is under way; a request starts only from within {@link #observe}, so that none starts while the
 * connector is paused.
 */
final class ListingPoller {
  private static final Logger LOG = LoggerFactory.getLogger(ListingPoller.class);

  private final String listing;
  private final ApiClient api;
  private final TaskClock clock;
  private final StatusTracker tracker;
  private final PollSchedule schedule;
  private final RetryPolicy retries;
  private final Optional<Duration> retryTimeout;
  private final TaskCounters counters;
  private final ActiveTime atWork;
  private final ListingReader reader = new ListingReader();
  private final FailureStreak streak = new FailureStreak();
  private Exchange<ListingEntries> underWay;
  private boolean observedBefore;
  private boolean skippedBefore;

  ListingPoller(
      String listing,
      ApiClient api,
      TaskClock clock,
      StatusTracker tracker,
      PollSchedule schedule,
      RetryPolicy retries,
      Optional<Duration> retryTimeout,
      TaskCounters counters) {
    this.listing = listing;
    this.api = api;
    this.clock = clock;
    this.tracker = tracker;
    this.schedule = schedule;
    this.retries = retries;
    this.retryTimeout = retryTimeout;
    this.counters = counters;
    this.atWork = new ActiveTime(clock.nanoTime());
  }

  /**
   * Goes on with this listing: waits for the next request to be due, starts it, waits for its
   * answer, shows it to the tracker; as far as it gets.
   *
   * @param atMost how long it may take
   * @throws ConnectException if the API refuses us for good, or has failed for too long
   */
  void observe(Duration atMost) throws InterruptedException {
    atWork.passed(clock.nanoTime());
    long deadline = clock.nanoTime() + atMost.toNanos();
    if (underWay == null) {
      waitUntilDue(atMost);
      if (!schedule.untilDue(clock.nanoTime()).isZero()) {
        return;
      }
      schedule.started(clock.nanoTime());
      underWay = api.get(listing, reader);
    }
    Outcome<ListingEntries> outcome =
        underWay.await(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
    if (outcome == null) {
      return;
    }
    underWay = null;
    atWork.passed(clock.nanoTime());
    if (outcome instanceof Outcome.Success<ListingEntries> success) {
      succeeded(success.value(), success.receivedAt());
    } else if (outcome instanceof Outcome.Failed<ListingEntries> failed) {
      failed(failed.failure());
    }
  }

  private void waitUntilDue(Duration atMost) throws InterruptedException {
    Duration wait = schedule.untilDue(clock.nanoTime());
    if (!wait.isZero()) {
      clock.sleep(wait.compareTo(atMost) < 0 ? wait : atMost);
    }
  }

  private void succeeded(ListingEntries entries, Instant receivedAt) {
    retries.succeeded();
    streak.ended(atWork.total());
    tracker.reserve(entries.size());
    tracker.begin();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.isUuid(i)) {
        tracker.seen(entries.mostBits(i), entries.leastBits(i), entries.status(i));
      } else {
        tracker.seen(entries.taskId(i), entries.status(i));
      }
    }
    int changes = tracker.complete(receivedAt);
    counters.polled(entries.size(), entries.unusable(), tracker.size());
    log(entries, changes);
  }

  private void failed(Failure failure) {
    counters.failed(failure.kind());
    Duration delay =
        failure.kind().isRetriable() ? retries.retriable(failure.retryAfter()) : retries.fatal();
    if (delay == null) {
      throw new ConnectException(
          failure.message() + ". " + FailureAdvice.on(failure.kind()) + " Then restart the task.");
    }
    schedule.retryAfter(delay, clock.nanoTime());
    streak.failed(failure, delay, atWork.total());
    Duration failingFor = streak.duration(atWork.total());
    if (retryTimeout.isPresent() && failingFor.compareTo(retryTimeout.get()) >= 0) {
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

  private void log(ListingEntries entries, int changes) {
    if (!observedBefore) {
      observedBefore = true;
      LOG.info("First observation of {}: {} entries, {} changes", listing, entries.size(), changes);
    }
    LOG.debug("{}: {} entries, {} changes", listing, entries.size(), changes);
    if (entries.unusable() > 0 && !skippedBefore) {
      LOG.warn(
          "{} entries of {} have no usable task_id or status and are skipped; the rest goes on",
          entries.unusable(),
          listing);
    }
    skippedBefore = entries.unusable() > 0;
  }
}
