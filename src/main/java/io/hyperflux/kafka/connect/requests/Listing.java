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
 * What polls and look-ups of one listing share. Only the Connect task's thread uses it.
 *
 * @param path an absolute path below the API's URL
 * @param tracker the last statuses of its API tasks
 * @param schedule when it is polled next
 * @param counters its metrics
 */
public record Listing(
    String path, StatusTracker tracker, PollSchedule schedule, ListingCounters counters) {
  /** The windows of rate limits are seconds long; no header stops requests for longer than this. */
  private static final Duration LONGEST_HOLD = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

  /**
   * An answer to a poll or a look-up tells a rate limit: if no request is left, none is sent until
   * its window ends. A header can only slow the connector down.
   *
   * @param limit null if the answer tells none
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
