package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What follows a failed request for one listing. Retriable failures are tried again with
 * exponential backoff and full jitter; a fatal one is confirmed by one more request after the
 * shortest delay, for a gateway's hiccup is no verdict. It computes delays and never sleeps.
 */
public final class RetryPolicy {
  /** A server's Retry-After is obeyed up to this long. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** Without credit it is asked again after this long, then after twice as long each time. */
  static final Duration FIRST_WITHOUT_CREDIT = Duration.ofMinutes(10);

  private static final Duration LONGEST_WITHOUT_CREDIT = Duration.ofHours(1);
  private static final int MOST_REFUSALS = 3;

  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration ceiling;
  private Duration withoutCredit = FIRST_WITHOUT_CREDIT;
  private @Nullable Object refusedBefore;
  private int refusals; // without anything else between them

  /**
   * A policy for one listing.
   *
   * @param shortest the shortest delay, positive
   * @param longest the longest delay, not below the shortest
   */
  public RetryPolicy(Duration shortest, Duration longest, RandomGenerator random) {
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
    this.ceiling = shortest;
  }

  /**
   * A request failed in a way that time may heal.
   *
   * @param retryAfter how long the server asked to wait, null if it did not
   * @return how long to wait before the next request, from the shortest delay to an hour
   */
  public Duration retriable(@Nullable Duration retryAfter) {
    forgetRefusals();
    Duration delay = nextBackoff();
    return retryAfter == null ? delay : obeyed(retryAfter);
  }

  /**
   * A request failed because the account has no credit: that takes a person some time.
   *
   * @param retryAfter how long the server asked to wait, null if it did not
   * @return how long to wait before the next request, from the shortest delay to an hour
   */
  public Duration withoutCredit(@Nullable Duration retryAfter) {
    forgetRefusals();
    Duration delay = withoutCredit;
    withoutCredit = min(withoutCredit.multipliedBy(2), LONGEST_WITHOUT_CREDIT);
    return retryAfter == null ? delay : obeyed(retryAfter);
  }

  /**
   * A request failed in a way that only a person can mend.
   *
   * @param against what it speaks against: only an equal one confirms it, or the third of any kind
   * @return how long to wait before asking once more; null if it is confirmed
   */
  public @Nullable Duration fatal(Object against) {
    refusals++;
    boolean confirmed = against.equals(refusedBefore) || refusals == MOST_REFUSALS;
    refusedBefore = against;
    return confirmed ? null : shortest;
  }

  /** A request succeeded: the next failure starts afresh. */
  public void succeeded() {
    ceiling = shortest;
    withoutCredit = FIRST_WITHOUT_CREDIT;
    forgetRefusals();
  }

  private void forgetRefusals() {
    refusedBefore = null;
    refusals = 0;
  }

  private Duration obeyed(Duration retryAfter) {
    return max(shortest, min(retryAfter, LONGEST_RETRY_AFTER));
  }

  private Duration nextBackoff() {
    long spread = ceiling.minus(shortest).toMillis();
    Duration delay = shortest.plusMillis(spread == 0 ? 0 : random.nextLong(spread + 1));
    ceiling = min(ceiling.multipliedBy(2), longest);
    return delay;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
