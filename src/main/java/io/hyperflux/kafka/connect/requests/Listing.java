package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.response.RateLimit;
import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.pacing.PollSchedule;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What polls and look-ups below one listing have in common. Only the Connect task's thread uses it.
 *
 * @param path an absolute path below the API's URL
 * @param tracker what is known of its API tasks
 * @param schedule when it is asked for next
 * @param counters what is counted of it
 */
public record Listing(
    String path, StatusTracker tracker, PollSchedule schedule, ListingCounters counters) {
  /** The provider's windows are seconds long; no header stops us for longer. */
  private static final Duration LONGEST_HOLD = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

  /**
   * An answer below this listing, be it a look-up's, has told how many requests are left. That may
   * only slow us down.
   *
   * @param limit null if it tells nothing
   */
  void heard(@Nullable RateLimit limit, long now) {
    if (limit == null || limit.remaining() != 0 || limit.reset() == null) {
      return;
    }
    Duration hold = limit.reset().compareTo(LONGEST_HOLD) < 0 ? limit.reset() : LONGEST_HOLD;
    schedule.hold(hold, now);
    LOG.debug("No request is left for {}: none is sent for {} ms", path, hold.toMillis());
  }
}
