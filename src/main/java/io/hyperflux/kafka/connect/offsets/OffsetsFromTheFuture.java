package io.hyperflux.kafka.connect.offsets;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the stored offsets of one listing that were observed later than now. */
final class OffsetsFromTheFuture {
  /** A smaller difference between the clocks of two workers is not logged. */
  private static final Duration USUAL_DIFFERENCE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(StoredSlots.class);

  private final InstantSource clock;
  private int count;
  private Duration farthest = Duration.ZERO;

  OffsetsFromTheFuture(InstantSource clock) {
    this.clock = clock;
  }

  /** An offset was read. */
  void look(long observedAtMillis) {
    Duration ahead = Duration.between(clock.instant(), Instant.ofEpochMilli(observedAtMillis));
    if (ahead.compareTo(USUAL_DIFFERENCE) > 0) {
      count++;
      farthest = ahead.compareTo(farthest) > 0 ? ahead : farthest;
    }
  }

  /**
   * Warns if there are any.
   *
   * @param found how many offsets were read
   */
  void warn(String listing, int found) {
    if (count > 0) {
      LOG.warn(
          "{} of the {} source offsets stored for {} were observed in the future by this worker's"
              + " clock, up to {} s from now: it is slow, or that of a worker before it was fast."
              + " Nothing is lost or repeated; times in records are wrong, and in_flight_ms too."
              + " Set the workers' clocks by NTP",
          count,
          found,
          listing,
          farthest.toSeconds());
    }
  }
}
