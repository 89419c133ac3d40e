package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;

/**
 * Measures how long a Connect task has been running, pauses excluded. Connect does not tell a task
 * that it is paused, it only stops calling poll(): so a longer time between two polls counts as one
 * second.
 */
public final class ActiveTime {
  private static final long LONGEST_STEP = Duration.ofSeconds(1).toNanos();

  private long last;
  private long total;

  /**
   * Starts at zero.
   *
   * @param now the clock's reading, as {@link System#nanoTime}
   */
  public ActiveTime(long now) {
    last = now;
  }

  /** The task is at work now; called at every poll, and whenever time has been spent within one. */
  public void passed(long now) {
    total += Math.min(Math.max(0, now - last), LONGEST_STEP);
    last = now;
  }

  /** The time at work until the last call of {@link #passed}. */
  public Duration total() {
    return Duration.ofNanos(total);
  }
}
