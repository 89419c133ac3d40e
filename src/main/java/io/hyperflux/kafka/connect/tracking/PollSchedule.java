package io.hyperflux.kafka.connect.tracking;

import java.time.Duration;

/**
 * When the next request for a listing is due. The interval runs from the start of one request to
 * the start of the next; a late one is not made up for. Times are {@link System#nanoTime} readings
 * of the caller's clock; it never sleeps.
 */
public final class PollSchedule {
  private final Duration interval;
  private long due;

  /**
   * The first request is due at once.
   *
   * @param interval the time between two requests, positive
   * @param now the clock's reading
   */
  public PollSchedule(Duration interval, long now) {
    this.interval = interval;
    this.due = now;
  }

  /** How long until the next request is due; zero if it is, never negative. */
  public Duration untilDue(long now) {
    return Duration.ofNanos(Math.max(0, due - now));
  }

  /** A request starts now: the next one is due an interval later. */
  public void started(long now) {
    due = now + interval.toNanos();
  }

  /** A request failed: the next one is due after this delay, whatever the interval. */
  public void retryAfter(Duration delay, long now) {
    due = now + delay.toNanos();
  }
}
