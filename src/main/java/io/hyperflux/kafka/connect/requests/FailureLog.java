package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.config.ConfigKeys;
import io.hyperflux.kafka.connect.config.FailureAdvice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the failures of one listing without flooding the log: a WARN when a series of failures
 * begins (an ERROR if a listing is refused that was served before), a reminder while it goes on, an
 * INFO when it ends, each at most once a minute; what comes in between is logged at DEBUG. Times
 * are times at work, as {@link io.hyperflux.kafka.connect.pacing.ActiveTime} measures them.
 */
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final String what;
  private int failures;
  private Duration began = Duration.ZERO;
  private @Nullable Duration lastWarned; // null: never
  private @Nullable Duration lastError; // null: never
  private boolean told; // in this streak

  /**
   * No streak yet.
   *
   * @param what whose failures these are
   */
  FailureLog(String what) {
    this.what = what;
  }

  /**
   * A request failed.
   *
   * @param next how long until it is tried again
   */
  void failed(Failure failure, Duration next, Duration atWork) {
    count(atWork);
    String text =
        text(failure, atWork, "Nothing is lost; trying again in " + next.toMillis() + " ms.");
    if (isTimeToTell(lastWarned, atWork)) {
      lastWarned = atWork;
      told = true;
      LOG.warn("{} {}", text, FailureAdvice.on(failure.kind()));
    } else {
      LOG.debug("{}", text);
    }
  }

  /**
   * A request was refused that was served before: an ERROR, even when other failures were told a
   * moment ago.
   *
   * @param next how long until it is tried again
   * @param most how long refusals are borne
   */
  void refused(Failure failure, Duration next, Duration atWork, Duration most) {
    count(atWork);
    String text =
        text(
            failure,
            atWork,
            "It was served before, so this may pass: trying again in %d ms, giving up after %d ms (%s)."
                .formatted(next.toMillis(), most.toMillis(), ConfigKeys.REFUSED_TIMEOUT));
    if (isTimeToTell(lastError, atWork)) {
      lastError = atWork;
      told = true;
      LOG.error("{} {}", text, FailureAdvice.on(failure.kind()));
    } else {
      LOG.debug("{}", text);
    }
  }

  private void count(Duration atWork) {
    failures++;
    if (failures == 1) {
      began = atWork;
    }
  }

  private static boolean isTimeToTell(@Nullable Duration last, Duration atWork) {
    return last == null || atWork.minus(last).compareTo(BETWEEN_WARNINGS) >= 0;
  }

  private String text(Failure failure, Duration atWork, String whatNext) {
    return failures == 1
        ? failure.message() + ". " + whatNext
        : "Still failing after %d s and %d requests: %s. %s"
            .formatted(atWork.minus(began).toSeconds(), failures, failure.message(), whatNext);
  }

  /** A request succeeded. */
  void ended(Duration atWork) {
    if (failures > 0) {
      String message = "The API answers again ({}), after {} s and {} failed requests";
      Object[] details = {what, atWork.minus(began).toSeconds(), failures};
      if (told) {
        LOG.info(message, details);
      } else {
        LOG.debug(message, details);
      }
    }
    failures = 0;
    told = false;
  }
}
