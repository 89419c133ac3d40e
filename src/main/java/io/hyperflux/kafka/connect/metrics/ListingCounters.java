package io.hyperflux.kafka.connect.metrics;

import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.api.response.RateLimit;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counters of what a Connect task has done with one listing. Written by the task's thread, read by
 * any thread that reads metrics.
 */
public final class ListingCounters {
  private final TaskClock clock;
  private final AtomicLong polls = new AtomicLong();
  private final AtomicLong skippedEntries = new AtomicLong();
  private final AtomicLong listingSize = new AtomicLong();
  private final AtomicLong tasksTracked = new AtomicLong();
  private final AtomicLong tasksInFlight = new AtomicLong();
  private final AtomicLong pollLatency = new AtomicLong();
  private final AtomicLong parked = new AtomicLong();
  private final AtomicLong withoutCredit = new AtomicLong();
  private final AtomicLong rateLimit = new AtomicLong(-1);
  private final AtomicLong rateLimitRemaining = new AtomicLong(-1);
  private final AtomicLong lastSuccess = new AtomicLong();
  private final AtomicLong pollInterval = new AtomicLong();
  private final KindCounts failures = new KindCounts();
  private final ChangeCounters changes = new ChangeCounters();
  private final LookupCounters lookups = new LookupCounters();
  private final Flights flights;

  public ListingCounters(TaskClock clock) {
    this.clock = clock;
    this.flights = new Flights(clock);
    lastSuccess.set(clock.nanoTime());
  }

  /**
   * The listing was read to its end.
   *
   * @param entries how many usable ones it has
   * @param skipped how many others
   * @param tracked how many API tasks are remembered
   * @param inFlight how many of them are in flight
   * @param latency from sending the request to having compared the answer
   */
  public void polled(int entries, int skipped, int tracked, int inFlight, Duration latency) {
    polls.incrementAndGet();
    listingSize.set(entries);
    skippedEntries.addAndGet(skipped);
    tasksTracked.set(tracked);
    tasksInFlight.set(inFlight);
    pollLatency.set(latency.toMillis());
    lastSuccess.set(clock.nanoTime());
  }

  /** How long its API tasks are in flight. */
  public Flights flights() {
    return flights;
  }

  /** The time from one request for the listing to the next, from now on. */
  public void paced(Duration interval) {
    pollInterval.set(interval.toMillis());
  }

  /** Whether the API refuses this listing. */
  public void parked(boolean is) {
    parked.set(is ? 1 : 0);
  }

  /** Whether the API's last answer was that the account has no credit. */
  public void withoutCredit(boolean is) {
    withoutCredit.set(is ? 1 : 0);
  }

  /** Look-ups of its API tasks. */
  public LookupCounters lookups() {
    return lookups;
  }

  /** What the last answer to a request for the listing says of limits; null: nothing. */
  public void rateLimited(@Nullable RateLimit limit) {
    rateLimit.set(limit == null ? -1 : limit.limit());
    rateLimitRemaining.set(limit == null ? -1 : limit.remaining());
  }

  public long rateLimit() {
    return rateLimit.get();
  }

  public long rateLimitRemaining() {
    return rateLimitRemaining.get();
  }

  /** A request failed. */
  public void failed(FailureKind kind) {
    failures.add(kind);
  }

  /**
   * A change to this status was handed out.
   *
   * @param inFlight how long the API task was in flight; null if the record does not tell
   */
  public void changed(String status, @Nullable Duration inFlight) {
    changes.add(status);
    if (inFlight != null) {
      flights.ended(inFlight);
    }
  }

  public long polls() {
    return polls.get();
  }

  public long skippedEntries() {
    return skippedEntries.get();
  }

  public long listingSize() {
    return listingSize.get();
  }

  public long tasksTracked() {
    return tasksTracked.get();
  }

  public long tasksInFlight() {
    return tasksInFlight.get();
  }

  /** Of the last poll that succeeded, in milliseconds. */
  public long pollLatencyMillis() {
    return pollLatency.get();
  }

  /** From one request to the next, in milliseconds; 0 before anybody has said it. */
  public long pollIntervalMillis() {
    return pollInterval.get();
  }

  /** 1 if the listing is parked, 0 if not. */
  public long parked() {
    return parked.get();
  }

  /** 1 if the account has no credit as the API says, 0 if not. */
  public long withoutCredit() {
    return withoutCredit.get();
  }

  public long failures(FailureKind kind) {
    return failures.of(kind);
  }

  /**
   * How many changes to a status were handed out.
   *
   * @param status one that is told apart, or any other one for all others
   */
  long changes(String status) {
    return changes.to(status);
  }

  /** How many changes were handed out, to whatever status. */
  public long changes() {
    return changes.all();
  }

  /** Since the last listing that was read to its end, or since the start if there was none. */
  Duration sinceLastSuccess() {
    return Duration.ofNanos(clock.nanoTime() - lastSuccess.get());
  }
}
