package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;

/**
 * Spaces requests evenly, so that in any minute there are no more than allowed (a fraction rounded
 * up). Unused requests are not saved up: after an idle hour one request is free, as in a new
 * instance. Times are {@link System#nanoTime} readings of the caller's clock; it never sleeps, and
 * one thread at a time may use it.
 *
 * <p>No library for rate limits is used: those looked at bring more than is needed, or a clock of
 * their own.
 */
public final class RequestBudget {
  private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

  private final long spacing;
  private long free;
  private long lookupsHeldUntil;

  /**
   * One request is free at once.
   *
   * @param requestsPerMinute from one in a million minutes to a million a minute; may be a
   *     fraction, the share of one Connect task
   * @param now the clock's reading
   * @throws IllegalArgumentException if it is out of that range
   */
  public RequestBudget(double requestsPerMinute, long now) {
    if (!(requestsPerMinute >= 1e-6 && requestsPerMinute <= 1e6)) {
      throw new IllegalArgumentException("Not a number of requests: " + requestsPerMinute);
    }
    // up: a nanosecond too little would let one more into a minute
    this.spacing = (long) Math.ceil(NANOS_PER_MINUTE / requestsPerMinute);
    this.free = now;
    this.lookupsHeldUntil = now;
  }

  /** How long until a request may be sent; zero if one may, never negative. */
  public Duration untilFree(long now) {
    return Duration.ofNanos(Math.max(0, free - now));
  }

  /**
   * Counts a request that is sent now, even if none was free: then the next one is free so much
   * later.
   */
  public void spent(long now) {
    free = (free - now > 0 ? free : now) + spacing;
  }

  /** Sends no look-up for so long: the server throttles the key, whatever the request was for. */
  public void holdLookups(Duration time, long now) {
    long until = now + time.toNanos();
    lookupsHeldUntil = until - lookupsHeldUntil > 0 ? until : lookupsHeldUntil;
  }

  /** How long until a look-up may be sent if no poll is due; zero if one may, never negative. */
  public Duration untilLookup(long now) {
    return Duration.ofNanos(Math.max(0, Math.max(free - now, lookupsHeldUntil - now)));
  }

  /**
   * Whether a look-up may be sent: a request is free, and another one will be again when the next
   * poll is due. So polls are never late for look-ups, and an interval that takes up the whole
   * budget leaves none.
   *
   * @param untilNextPoll how long until the next poll of any listing is due, not negative
   */
  public boolean allowsLookup(long now, Duration untilNextPoll) {
    return untilLookup(now).isZero() && untilNextPoll.compareTo(Duration.ofNanos(spacing)) >= 0;
  }
}
