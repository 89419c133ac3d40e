package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long the API has been refusing what it served before, and says when that has been
 * long enough to fail. Such a refusal is most likely the fault of a gateway or a deployment, and
 * passes. Only time between one refusal and the next counts; another failure in between interrupts
 * it. Times are times at work, as {@link ActiveTime} measures them.
 */
public final class Patience {
  private final Duration most;
  private Duration refusedFor = Duration.ZERO;
  private @Nullable Duration lastRefusal; // null: the last answer was no refusal

  /**
   * Starts at zero.
   *
   * @param most how long refusals are tolerated; zero for not at all
   */
  public Patience(Duration most) {
    this.most = most;
  }

  /** Whether refusals are tolerated at all. */
  public boolean isAny() {
    return !most.isZero();
  }

  /**
   * A request was refused.
   *
   * @return whether to try again; if not, the refusal is final
   */
  public boolean bears(Duration atWork) {
    if (lastRefusal != null) {
      refusedFor = refusedFor.plus(atWork.minus(lastRefusal));
    }
    lastRefusal = atWork;
    return refusedFor.compareTo(most) < 0;
  }

  /** Cuts a delay to the time that is left, so that the last request is sent when that is over. */
  public Duration cut(Duration delay) {
    Duration left = most.minus(refusedFor);
    return delay.compareTo(left) <= 0 ? delay : left;
  }

  /** How long it has been refused since the last success. */
  public Duration refusedFor() {
    return refusedFor;
  }

  /** How long refusals are tolerated. */
  public Duration most() {
    return most;
  }

  /** A request failed in another way. */
  public void failedOtherwise() {
    lastRefusal = null;
  }

  /** Starts again at zero, after a success or for another reason. */
  public void renew() {
    lastRefusal = null;
    refusedFor = Duration.ZERO;
  }
}
