package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Computes the delay before the next request after a failure. Retriable failures are retried with
 * exponential backoff and full jitter. A refusal is confirmed by one more request after the
 * shortest delay, because a gateway may refuse one request by mistake. It never sleeps.
 */
public final class RetryPolicy {
  /** A server's Retry-After is obeyed up to this long. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** Without credit the first retry is sent after this long, then after twice as long each time. */
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
   * A request failed, and a retry may succeed.
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
   * A request failed because the account has no credit, which a person has to buy.
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
   * A request was refused, and only a person can change that.
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
