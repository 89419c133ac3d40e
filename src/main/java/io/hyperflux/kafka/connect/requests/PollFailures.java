package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.api.FailureScope;
import io.hyperflux.kafka.connect.config.FailureAdvice;
import io.hyperflux.kafka.connect.config.RetrySettings;
import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.pacing.Patience;
import io.hyperflux.kafka.connect.pacing.RequestBudget;
import io.hyperflux.kafka.connect.pacing.RetryPolicy;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows a failed request for one listing: the delay before the next one, whether the
 * listing is parked, and when the Connect task fails.
 */
public final class PollFailures {
  /** A listing that was refused for good is tried again so often. */
  private static final Duration WHILE_PARKED = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(PollFailures.class);

  private final Listing listing;
  private final RetrySettings settings;
  private final RetryPolicy retries;
  private final Patience patience;
  private final TaskClock clock;
  private final ActiveTime atWork;
  private final RequestBudget budget;
  private final ListingCounters counters;
  private final FailureLog streak;
  private @Nullable Duration failingSince; // as retry.timeout.ms counts it; null: not failing
  private boolean parked;

  /**
   * Nothing has failed yet.
   *
   * @param budget in which look-ups are held when the key is throttled
   */
  public PollFailures(
      Listing listing,
      RetrySettings settings,
      RandomGenerator random,
      TaskClock clock,
      ActiveTime atWork,
      RequestBudget budget) {
    this.listing = listing;
    this.settings = settings;
    this.retries = new RetryPolicy(settings.shortest(), settings.longest(), random);
    this.patience = new Patience(settings.refusedTimeout());
    this.clock = clock;
    this.atWork = atWork;
    this.budget = budget;
    this.counters = listing.counters();
    this.streak = new FailureLog(listing.path());
  }

  /** Whether the API refuses this listing, while others go on. */
  boolean isParked() {
    return parked;
  }

  /** Time has passed: a failure that goes on is told again after a minute. */
  void remind() {
    streak.remind(atWork.total());
  }

  /** The listing was read. */
  void succeeded() {
    retries.succeeded();
    patience.renew();
    failingSince = null;
    streak.ended(atWork.total());
    counters.withoutCredit(false);
    counters.parked(false);
    if (parked) {
      parked = false;
      LOG.info("{} is not refused any more, and watched again", listing.path());
    }
  }

  /**
   * A request failed.
   *
   * @param isKnown whether the listing was read before, in this run or an earlier one
   * @param othersWork whether another listing of this Connect task is not parked
   * @return how long to wait before the next request
   * @throws PermanentFailureException if the API refuses us for good, or has failed for too long
   */
  Duration failed(Failure failure, boolean isKnown, BooleanSupplier othersWork) {
    counters.failed(failure.kind());
    counters.withoutCredit(failure.kind() == FailureKind.QUOTA);
    if (failure.kind() == FailureKind.QUOTA) {
      failingSince = null; // waiting for credit is not giving up
    } else if (failingSince == null) {
      failingSince = atWork.total();
    }
    Duration delay =
        failure.kind().isRetriable() ? passing(failure) : refused(failure, isKnown, othersWork);
    giveUpAfterTimeout(failure);
    return delay;
  }

  private Duration passing(Failure failure) {
    patience.failedOtherwise();
    Duration delay =
        failure.kind() == FailureKind.QUOTA
            ? retries.withoutCredit(failure.retryAfter())
            : retries.retriable(failure.retryAfter());
    if (failure.isThrottling()) {
      budget.holdLookups(delay, clock.nanoTime());
    }
    if (parked && delay.compareTo(WHILE_PARKED) < 0) {
      delay = WHILE_PARKED;
    }
    streak.failed(failure, delay, atWork.total());
    return delay;
  }

  private Duration refused(Failure failure, boolean isKnown, BooleanSupplier othersWork) {
    boolean isOfTheListing = failure.kind().scope() == FailureScope.LISTING;
    if (parked && isOfTheListing) {
      return end(failure, othersWork, FailureAdvice.refusedForGood(failure));
    }
    if (isKnown && patience.isAny()) {
      return refusedAsNeverBefore(failure, othersWork);
    }
    Duration delay = retries.fatal(failure.kind().scope());
    if (delay == null) {
      return end(failure, othersWork, FailureAdvice.refusedForGood(failure));
    }
    streak.failed(failure, delay, atWork.total());
    return delay;
  }

  /**
   * Retries a refusal of a listing that was served before: most likely that is the provider's
   * fault, and no wrong setting.
   */
  private Duration refusedAsNeverBefore(Failure failure, BooleanSupplier othersWork) {
    if (!patience.bears(atWork.total())) {
      return end(
          failure,
          othersWork,
          FailureAdvice.refusedForTooLong(failure, patience.refusedFor(), patience.most()));
    }
    Duration delay = retries.retriable(failure.retryAfter());
    if (failure.retryAfter() == null) {
      delay = patience.cut(delay);
    }
    streak.refused(failure, delay, atWork.total(), patience.most());
    return delay;
  }

  /**
   * Parks the listing if only this one is refused and others work; otherwise fails the Connect
   * task.
   */
  private Duration end(Failure failure, BooleanSupplier othersWork, String otherwise) {
    if (failure.kind().scope() != FailureScope.LISTING || !othersWork.getAsBoolean()) {
      throw new PermanentFailureException(otherwise);
    }
    retries.succeeded(); // a later refusal is confirmed anew
    patience.renew();
    if (!parked) {
      parked = true;
      counters.parked(true);
      LOG.error(
          "{}. {} is parked: it is tried again every {} minutes, the other listings go on. {}",
          failure.message(),
          listing.path(),
          WHILE_PARKED.toMinutes(),
          FailureAdvice.on(failure.kind()));
    }
    streak.failed(failure, WHILE_PARKED, atWork.total());
    return WHILE_PARKED;
  }

  private void giveUpAfterTimeout(Failure failure) {
    Duration timeout = settings.timeout();
    if (parked || failingSince == null || timeout == null) {
      return;
    }
    Duration failingFor = atWork.total().minus(failingSince);
    if (failingFor.compareTo(timeout) >= 0) {
      throw new PermanentFailureException(
          FailureAdvice.failingForTooLong(failure, failingFor, timeout));
    }
  }
}
