package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.Failure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log about failures of one listing without drowning it: a WARN when a streak of failures
 * begins, a reminder while it goes on, an INFO when it ends, and all of that at most once a minute:
 * what fails and answers in turns is told at DEBUG in between. Times are times at work, as {@link
 * io.hyperflux.kafka.connect.tracking.ActiveTime} measures them.
 */
final class FailureStreak {
  private static final Logger LOG = LoggerFactory.getLogger(FailureStreak.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final String what;
  private int failures;
  private Duration began = Duration.ZERO;
  private Duration lastWarned; // null: never
  private boolean warned; // in this streak

  /**
   * No streak yet.
   *
   * @param what whose failures these are
   */
  FailureStreak(String what) {
    this.what = what;
  }

  /**
   * A request failed.
   *
   * @param next how long until it is tried again
   */
  void failed(Failure failure, Duration next, Duration now) {
    failures++;
    if (failures == 1) {
      began = now;
    }
    boolean mayWarn = lastWarned == null || now.minus(lastWarned).compareTo(BETWEEN_WARNINGS) >= 0;
    if (!mayWarn) {
      LOG.debug("{}. {}", failure.message(), whatNext(next));
      return;
    }
    lastWarned = now;
    warned = true;
    if (failures == 1) {
      LOG.warn("{}. {} {}", failure.message(), whatNext(next), FailureAdvice.on(failure.kind()));
    } else {
      LOG.warn(
          "Still failing after {} s and {} requests: {}. {} {}",
          duration(now).toSeconds(),
          failures,
          failure.message(),
          whatNext(next),
          FailureAdvice.on(failure.kind()));
    }
  }

  /** A request succeeded. */
  void ended(Duration now) {
    if (failures > 0) {
      String message = "The API answers again ({}), after {} s and {} failed requests";
      Object[] details = {what, duration(now).toSeconds(), failures};
      if (warned) {
        LOG.info(message, details);
      } else {
        LOG.debug(message, details);
      }
    }
    failures = 0;
    warned = false;
  }

  /** How long the streak has lasted; zero without one. */
  Duration duration(Duration now) {
    return failures == 0 ? Duration.ZERO : now.minus(began);
  }

  private static String whatNext(Duration next) {
    return "Nothing is lost; trying again in " + next.toMillis() + " ms.";
  }
}
