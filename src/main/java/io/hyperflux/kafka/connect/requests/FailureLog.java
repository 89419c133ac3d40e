package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.config.ConfigKeys;
import io.hyperflux.kafka.connect.config.FailureAdvice;
import io.hyperflux.kafka.connect.tracking.Counted;
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
  private @Nullable Last last; // null: nothing fails
  private @Nullable Duration lastWarned; // null: never
  private @Nullable Duration lastError; // null: never
  private boolean told; // in this streak

  /**
   * The last failure of a streak.
   *
   * @param next how long from it until it is tried again
   * @param due when it is tried again
   * @param most how long refusals are borne; null: this is none
   */
  private record Last(Failure failure, Duration next, Duration due, @Nullable Duration most) {}

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
    failed(new Last(failure, next, atWork.plus(next), null), atWork);
  }

  /**
   * A request was refused that was served before: an ERROR, even when other failures were told a
   * moment ago.
   *
   * @param next how long until it is tried again
   * @param most how long refusals are borne
   */
  void refused(Failure failure, Duration next, Duration atWork, Duration most) {
    failed(new Last(failure, next, atWork.plus(next), most), atWork);
  }

  private void failed(Last failed, Duration atWork) {
    last = failed;
    failures++;
    if (failures == 1) {
      began = atWork;
    }
    Duration before = lastTold(failed);
    if (before == null || atWork.minus(before).compareTo(BETWEEN_WARNINGS) >= 0) {
      tell(failed, atWork);
    } else {
      LOG.debug("{}", text(failed, atWork));
    }
  }

  /**
   * Time has passed, and no request is under way: what fails is told again when a minute is over,
   * and not with the next request. A longer wait was told with its length, and is not interrupted.
   */
  void remind(Duration atWork) {
    if (last == null
        || last.due.compareTo(atWork) <= 0
        || last.next.compareTo(BETWEEN_WARNINGS) > 0) {
      return;
    }
    Duration before = lastTold(last);
    if (before != null && atWork.minus(before).compareTo(BETWEEN_WARNINGS) > 0) {
      tell(last, atWork);
    }
  }

  private @Nullable Duration lastTold(Last failed) {
    return failed.most == null ? lastWarned : lastError;
  }

  private void tell(Last failed, Duration atWork) {
    told = true;
    String text = text(failed, atWork);
    String advice = FailureAdvice.on(failed.failure.kind());
    if (failed.most == null) {
      lastWarned = atWork;
      LOG.warn("{} {}", text, advice);
    } else {
      lastError = atWork;
      LOG.error("{} {}", text, advice);
    }
  }

  private String text(Last failed, Duration atWork) {
    String message = failed.failure.message();
    String whatNext = whatNext(failed, failed.due.minus(atWork));
    return failures == 1 && atWork.equals(began)
        ? message + ". " + whatNext
        : "Still failing after %d s and %s: %s. %s"
            .formatted(
                atWork.minus(began).toSeconds(),
                Counted.of(failures, "request"),
                message,
                whatNext);
  }

  private static String whatNext(Last failed, Duration wait) {
    return failed.most == null
        ? "Nothing is lost; trying again in " + wait.toMillis() + " ms."
        : "It was served before, so this may pass: trying again in %d ms, giving up after %d ms (%s)."
            .formatted(wait.toMillis(), failed.most.toMillis(), ConfigKeys.REFUSED_TIMEOUT);
  }

  /** A request succeeded. */
  void ended(Duration atWork) {
    if (failures > 0) {
      String message = "The API answers again ({}), after {} s and {}";
      Object[] details = {
        what, atWork.minus(began).toSeconds(), Counted.of(failures, "failed request")
      };
      if (told) {
        LOG.info(message, details);
      } else {
        LOG.debug(message, details);
      }
    }
    failures = 0;
    last = null;
    told = false;
  }
}
