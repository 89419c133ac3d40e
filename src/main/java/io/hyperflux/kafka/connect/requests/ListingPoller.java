package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.Exchange;
import io.hyperflux.kafka.connect.api.Outcome;
import io.hyperflux.kafka.connect.api.json.ListingEntries;
import io.hyperflux.kafka.connect.api.json.ListingReader;
import io.hyperflux.kafka.connect.pacing.PollSchedule;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import io.hyperflux.kafka.connect.tracking.Counted;
import io.hyperflux.kafka.connect.tracking.Observation;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one listing, with one request at a time, and passes what it reads to the tracker. It never
 * waits: its caller says when to {@link #start} and to {@link #takeAnswer}.
 */
public final class ListingPoller {
  private static final Logger LOG = LoggerFactory.getLogger(ListingPoller.class);

  private final Listing listing;
  private final ApiClient api;
  private final TaskClock clock;
  private final PollFailures failures;
  private ListingReader reader = new ListingReader();
  private @Nullable Exchange<ListingEntries> underWay;
  private long startedAt;
  private boolean observedBefore;
  private boolean skippedBefore;
  private boolean emptyBefore;

  /** Nothing is asked yet. */
  public ListingPoller(Listing listing, ApiClient api, TaskClock clock, PollFailures failures) {
    this.listing = listing;
    this.api = api;
    this.clock = clock;
    this.failures = failures;
    listing.counters().paced(listing.schedule().pace());
  }

  /** What is asked for. */
  public Listing listing() {
    return listing;
  }

  /** Whether a request may be sent as far as this listing is concerned. */
  boolean isIdle() {
    return underWay == null && !listing.tracker().hasChanges();
  }

  /** Whether an answer may come. */
  public boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether the API refuses this listing, while others go on. */
  public boolean isParked() {
    return failures.isParked();
  }

  /** Sends a request; only while none is under way. */
  void start() {
    startedAt = clock.nanoTime();
    listing.schedule().started(startedAt);
    listing.tracker().requested();
    underWay = api.get(listing.path(), reader);
  }

  /**
   * Takes the answer, if it has come.
   *
   * @param othersWork whether another listing of this Connect task is not parked
   * @throws PermanentFailureException if the API refuses us for good, or has failed for too long
   */
  public void takeAnswer(BooleanSupplier othersWork) throws InterruptedException {
    if (underWay == null) {
      failures.remind();
      return;
    }
    Outcome<ListingEntries> outcome = underWay.await(Duration.ZERO);
    if (outcome != null) {
      listing.heard(outcome.rateLimit(), clock.nanoTime());
      listing.counters().rateLimited(outcome.rateLimit());
    }
    if (outcome instanceof Outcome.Success<ListingEntries> success) {
      underWay = null;
      succeeded(success.value(), success.receivedAt());
    } else if (outcome instanceof Outcome.Failed<ListingEntries> failed) {
      underWay = null;
      reader = new ListingReader(); // a thread that was cut off may still use the old one
      Duration delay = failures.failed(failed.failure(), isKnown(), othersWork);
      listing.schedule().postpone(delay, clock.nanoTime());
    }
  }

  /** Aborts the request under way; its answer is not used. The next one is due when it was. */
  public void abandon() {
    if (underWay != null) {
      underWay.abandon();
      underWay = null;
      reader = new ListingReader(); // a thread that was cut off may still use the old one
    }
  }

  private void succeeded(ListingEntries entries, Instant receivedAt) {
    StatusTracker tracker = listing.tracker();
    PollSchedule schedule = listing.schedule();
    failures.succeeded();
    Observation observation = show(entries, tracker);
    int changes = observation.complete(receivedAt);
    listing.counters().flights().oldest(observation.oldestInFlightMillis());
    schedule.answered(tracker.inFlight() > 0);
    listing.counters().paced(schedule.pace());
    listing
        .counters()
        .polled(
            entries.size(),
            entries.unusable(),
            tracker.size(),
            tracker.inFlight(),
            Duration.ofNanos(clock.nanoTime() - startedAt));
    log(entries, changes);
  }

  /** Begins an observation with the entries of a listing. */
  public static Observation show(ListingEntries entries, StatusTracker tracker) {
    tracker.reserve(entries.size());
    Observation observation = tracker.begin();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.isUuid(i)) {
        observation.seen(entries.mostBits(i), entries.leastBits(i), entries.status(i));
      } else {
        observation.seen(entries.taskId(i), entries.status(i));
      }
    }
    return observation;
  }

  /** Whether this or an earlier run has read it: then key, address and path were right once. */
  private boolean isKnown() {
    return observedBefore || listing.tracker().size() > 0;
  }

  private void log(ListingEntries entries, int changes) {
    if (!observedBefore) {
      observedBefore = true;
      LOG.info(
          "First observation of {}: {}, {}, {} in flight",
          listing.path(),
          Counted.of(entries.size(), "entry"),
          Counted.of(changes, "change"),
          listing.tracker().inFlight());
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{}: {}, {}, {} in flight, in {} ms",
          listing.path(),
          Counted.of(entries.size(), "entry"),
          Counted.of(changes, "change"),
          listing.tracker().inFlight(),
          listing.counters().pollLatencyMillis());
    }
    if (entries.unusable() > 0 && !skippedBefore) {
      LOG.warn(
          "{} has {} without a usable task_id or status: skipped, the rest goes on",
          listing.path(),
          Counted.of(entries.unusable(), "entry"));
    }
    skippedBefore = entries.unusable() > 0;
    boolean isEmpty = entries.size() + entries.unusable() == 0;
    if (isEmpty && !emptyBefore) {
      LOG.info("{} has no tasks, as the API says; it is watched on", listing.path());
    }
    emptyBefore = isEmpty;
  }
}
