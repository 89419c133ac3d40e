package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.Failure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log about failures of one listing without drowning it: a WARN when a streak of failures
 * begins, a reminder at most once a minute, an INFO when it ends.
 */
final class FailureStreak {
  private static final Logger LOG = LoggerFactory.getLogger(FailureStreak.class);
  private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(1);

  private int failures;
  private long began;
  private long lastLogged;

  /**
   * A request failed.
   *
   * @param next how long until it is tried again
   */
  void failed(Failure failure, Duration next, long now) {
    failures++;
    if (failures == 1) {
      began = now;
      lastLogged = now;
      LOG.warn("{}. {} {}", failure.message(), whatNext(next), FailureAdvice.on(failure.kind()));
    } else if (now - lastLogged >= BETWEEN_REMINDERS.toNanos()) {
      lastLogged = now;
      LOG.warn(
          "Still failing after {} s and {} requests: {}. {}",
          Duration.ofNanos(now - began).toSeconds(),
          failures,
          failure.message(),
          whatNext(next));
    } else {
      LOG.debug("{}. {}", failure.message(), whatNext(next));
    }
  }

  /** A request succeeded. */
  void ended(long now) {
    if (failures > 0) {
      LOG.info(
          "The API answers again, after {} s and {} failed requests",
          Duration.ofNanos(now - began).toSeconds(),
          failures);
    }
    failures = 0;
  }

  private static String whatNext(Duration next) {
    return "Nothing is lost; trying again in " + next.toMillis() + " ms.";
  }
}
