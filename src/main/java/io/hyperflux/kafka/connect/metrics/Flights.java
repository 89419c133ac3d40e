package io.hyperflux.kafka.connect.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long API tasks of one listing are and were in flight: from when one was first known to be so
 * until it was seen COMPLETED or FAILED. Written by the Connect task's thread, read by any.
 */
public final class Flights {
  private final InstantSource clock;
  private final AtomicLong oldestSince = new AtomicLong(); // epoch milliseconds; 0: none
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong millis = new AtomicLong();

  Flights(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The listing was read.
   *
   * @param sinceMillis since when the API task is in flight that has been so longest, epoch
   *     milliseconds; 0 if none is
   */
  public void oldest(long sinceMillis) {
    oldestSince.set(sinceMillis);
  }

  /** A record was handed out that tells how long its API task was in flight. */
  void ended(Duration inFlight) {
    ended.incrementAndGet();
    millis.addAndGet(inFlight.toMillis());
  }

  long oldestMillis() {
    long since = oldestSince.get();
    return since == 0 ? 0 : Math.max(0, clock.instant().toEpochMilli() - since);
  }

  long ended() {
    return ended.get();
  }

  long millis() {
    return millis.get();
  }
}
