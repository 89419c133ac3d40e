package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the API has refused what it served before. That is most likely a gateway's or a
 * deployment's trouble, so it is borne for a while. Only time between one refusal and the next
 * counts: what else goes wrong in between is no refusal. Times are times at work, as {@link
 * ActiveTime} measures them.
 */
public final class Patience {
  private final Duration most;
  private Duration refusedFor = Duration.ZERO;
  private @Nullable Duration lastRefusal; // null: the last answer was no refusal

  /**
   * None used up.
   *
   * @param most how long refusals are borne; zero for not at all
   */
  public Patience(Duration most) {
    this.most = most;
  }

  /** Whether refusals are borne at all. */
  public boolean isAny() {
    return !most.isZero();
  }

  /**
   * A request was refused.
   *
   * @return whether it is borne; if not, it is final
   */
  public boolean bears(Duration atWork) {
    if (lastRefusal != null) {
      refusedFor = refusedFor.plus(atWork.minus(lastRefusal));
    }
    lastRefusal = atWork;
    return refusedFor.compareTo(most) < 0;
  }

  /** A delay until the next request, cut to what is left: so the end comes when it should. */
  public Duration cut(Duration delay) {
    Duration left = most.minus(refusedFor);
    return delay.compareTo(left) <= 0 ? delay : left;
  }

  /** How long it has been refused since the last success. */
  public Duration refusedFor() {
    return refusedFor;
  }

  /** How long refusals are borne. */
  public Duration most() {
    return most;
  }

  /** A request failed in another way. */
  public void failedOtherwise() {
    lastRefusal = null;
  }

  /** A request succeeded, or it starts afresh for another reason. */
  public void renew() {
    lastRefusal = null;
    refusedFor = Duration.ZERO;
  }
}
