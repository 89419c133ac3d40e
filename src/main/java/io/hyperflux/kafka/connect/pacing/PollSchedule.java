package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;

/**
 * Computes when the next request for a listing is due. The interval runs from the start of one
 * request to the start of the next; a late request is not made up for. Times are {@link
 * System#nanoTime} readings of the caller's clock; it never sleeps.
 */
public final class PollSchedule {
  private final Duration interval;
  private final Duration idleInterval;
  private Duration pace;
  private long lastStart;
  private long due;
  private long heldUntil;

  /**
   * A schedule for one listing.
   *
   * @param interval the time between two requests, positive
   * @param idleInterval the same while nothing is in flight, not shorter
   * @param firstDue when the first request is due
   */
  public PollSchedule(Duration interval, Duration idleInterval, long firstDue) {
    this.interval = interval;
    this.idleInterval = idleInterval;
    this.pace = interval;
    this.lastStart = firstDue;
    this.due = firstDue;
    this.heldUntil = firstDue;
  }

  /** The time between two requests, by what the last answer said; positive. */
  public Duration pace() {
    return pace;
  }

  /** How long until the next request is due; zero if it is, never negative. */
  public Duration untilDue(long now) {
    return Duration.ofNanos(Math.max(0, Math.max(due - now, heldUntil - now)));
  }

  /** Whether the next request may be sent as far as this listing is concerned. */
  public boolean isDue(long now) {
    return now - due >= 0 && now - heldUntil >= 0;
  }

  /** How long ago the last request was started; while there is none, since the first was due. */
  public long sinceLastStartNanos(long now) {
    return now - lastStart;
  }

  /** A request starts now: the next one is due an interval later. */
  public void started(long now) {
    lastStart = now;
    due = now + pace.toNanos();
  }

  /** The request has been answered: how long after its start the next one is due depends on it. */
  public void answered(boolean anyInFlight) {
    pace = anyInFlight ? interval : idleInterval;
    due = lastStart + pace.toNanos();
  }

  /** No request for this listing is sent for so long, look-ups included, whatever is due. */
  public void hold(Duration delay, long now) {
    heldUntil = Math.max(now + delay.toNanos() - heldUntil, 0) + heldUntil;
  }

  /** How long no request may be sent; zero if one may, never negative. */
  public Duration held(long now) {
    return Duration.ofNanos(Math.max(0, heldUntil - now));
  }

  /** The next request is due after this delay, whatever the interval. */
  public void postpone(Duration delay, long now) {
    due = now + delay.toNanos();
  }
}
