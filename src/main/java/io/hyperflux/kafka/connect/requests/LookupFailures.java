package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.config.ConfigKeys;
import io.hyperflux.kafka.connect.config.FailureAdvice;
import io.hyperflux.kafka.connect.config.RetrySettings;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.pacing.Patience;
import io.hyperflux.kafka.connect.pacing.RetryPolicy;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows a failed look-up: the delay before the next try, what is logged, and when
 * the Connect task fails.
 */
public final class LookupFailures {
  private static final Logger LOG = LoggerFactory.getLogger(LookupFailures.class);

  private final RetrySettings settings;
  private final RandomGenerator random;
  private final TaskClock clock;
  private final ActiveTime atWork;
  private final Patience patience;
  private final FailureLog streak = new FailureLog("look-ups");
  private final Set<String> contradicted = new HashSet<>(); // listings
  private @Nullable RetryPolicy withoutCredit; // null: there is credit
  private long withoutCreditUntil;

  /** Nothing has failed yet. */
  public LookupFailures(
      RetrySettings settings, RandomGenerator random, TaskClock clock, ActiveTime atWork) {
    this.settings = settings;
    this.random = random;
    this.clock = clock;
    this.atWork = atWork;
    this.patience = new Patience(settings.refusedTimeout());
  }

  /** Time has passed while look-ups are open: a failure that goes on is told again. */
  void remind() {
    streak.remind(atWork.total());
  }

  /** The API has answered, so it accepts the key and there is credit. */
  void answered() {
    streak.ended(atWork.total());
    patience.renew();
    withoutCredit = null;
  }

  /** The answer is that there is no such task, or that it can't be asked for. */
  void isNoTask(PendingLookup lookup, Failure failure) {
    answered();
    LOG.debug("{}. It is not asked again.", failure.message());
    if (failure.kind() == FailureKind.NOT_FOUND) {
      tellIfListed(lookup, failure);
    }
  }

  /** Warns of a task that the API lists but does not find: its path must be another one. */
  private void tellIfListed(PendingLookup lookup, Failure failure) {
    String listing = lookup.listing().path();
    if (lookup.listing().tracker().isListed(lookup.taskId()) && contradicted.add(listing)) {
      LOG.warn(
          "{}, but {} shows this task: single tasks of this listing may stand elsewhere. Put their"
              + " path into {}, as {}=<path>; until then look-ups of this listing come to nothing",
          failure.message(),
          listing,
          ConfigKeys.LOOKUP_PATHS,
          listing);
    }
  }

  /** The delay after an answer that does not settle a look-up. */
  Duration unsettled(PendingLookup lookup) {
    return retriesOf(lookup).retriable(null);
  }

  /**
   * The delay after a failure that is no answer about the task.
   *
   * @throws PermanentFailureException if the API refuses the key for good
   */
  Duration failed(PendingLookup lookup, Failure failure) {
    return switch (failure.kind().ofLookup()) {
      case REFUSED ->
          patience.isAny() ? refused(lookup, failure) : refusedAsAtTheStart(lookup, failure);
      case NO_CREDIT -> passing(failure, untilCredit(failure));
      case PASSING, NO_SUCH_TASK ->
          passing(failure, retriesOf(lookup).retriable(failure.retryAfter()));
    };
  }

  private Duration passing(Failure failure, Duration delay) {
    patience.failedOtherwise();
    streak.failed(failure, delay, atWork.total());
    return delay;
  }

  /** The key is refused, but was accepted when the task was listed. */
  private Duration refused(PendingLookup lookup, Failure failure) {
    if (!patience.bears(atWork.total())) {
      throw new PermanentFailureException(
          FailureAdvice.refusedForTooLong(failure, patience.refusedFor(), patience.most()));
    }
    Duration delay = retriesOf(lookup).retriable(failure.retryAfter());
    if (failure.retryAfter() == null) {
      delay = patience.cut(delay);
    }
    streak.refused(failure, delay, atWork.total(), patience.most());
    return delay;
  }

  private Duration refusedAsAtTheStart(PendingLookup lookup, Failure failure) {
    Duration delay = retriesOf(lookup).fatal(failure.kind().scope());
    if (delay == null) {
      throw new PermanentFailureException(FailureAdvice.refusedForGood(failure));
    }
    streak.failed(failure, delay, atWork.total());
    return delay;
  }

  /** All look-ups wait for credit together, those that were under way at once too. */
  private Duration untilCredit(Failure failure) {
    long now = clock.nanoTime();
    if (withoutCredit == null) {
      withoutCredit = newPolicy();
    } else if (withoutCreditUntil - now > 0) {
      return Duration.ofNanos(withoutCreditUntil - now);
    }
    Duration delay = withoutCredit.withoutCredit(failure.retryAfter());
    withoutCreditUntil = now + delay.toNanos();
    return delay;
  }

  private RetryPolicy newPolicy() {
    return new RetryPolicy(settings.shortest(), settings.longest(), random);
  }

  private RetryPolicy retriesOf(PendingLookup lookup) {
    RetryPolicy retries = lookup.retries();
    if (retries == null) {
      retries = newPolicy();
      lookup.setRetries(retries);
    }
    return retries;
  }
}
