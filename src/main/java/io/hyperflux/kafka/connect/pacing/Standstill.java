package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Detects that a Connect task stood still for longer than {@link #UNNOTICED}, and so may have been
 * replaced: its JVM was stopped, the machine slept, or Kafka took no records (a pause looks the
 * same). The task must then do nothing for {@link #QUIET}: if another worker has taken over, its
 * own worker needs that time to find out and to stop it.
 *
 * <p>A task spends most of its time in waits within a poll, so both count: the time between two
 * polls, and the time that a wait took longer than asked. It compares both clocks: the monotonic
 * one stops while a machine sleeps, the other one may be set back. It has no clock of its own; one
 * thread at a time may use it.
 */
public final class Standstill {
  /** A shorter time is usual: a collection of garbage, a busy machine, a flush. */
  public static final Duration UNNOTICED = Duration.ofSeconds(3);

  /** How long to keep quiet. */
  public static final Duration QUIET = Duration.ofSeconds(3);

  private @Nullable Instant lastInstant; // null: nothing was reached yet
  private long lastNanos;
  private long quietUntil;
  private boolean quiet;

  /**
   * The task has come to a point of its work; the first call begins. Called at least at the
   * beginning of each poll and after each wait.
   *
   * @param now the monotonic clock's reading, as {@link System#nanoTime}
   * @param instant the other clock's
   * @param asked how long it was to wait at most since the point before, zero if it did not wait
   * @return how long it stood still, if that is longer than {@link #UNNOTICED}; else zero
   */
  public Duration reached(long now, Instant instant, Duration asked) {
    Duration stood = lastInstant == null ? Duration.ZERO : since(now, instant).minus(asked);
    lastNanos = now;
    lastInstant = instant;
    if (stood.compareTo(UNNOTICED) <= 0) {
      return Duration.ZERO;
    }
    quiet = true;
    quietUntil = now + QUIET.toNanos();
    return stood;
  }

  private Duration since(long now, Instant instant) {
    Duration passed = Duration.ofNanos(now - lastNanos);
    Duration byInstant = Duration.between(lastInstant, instant);
    return passed.compareTo(byInstant) >= 0 ? passed : byInstant;
  }

  /** How long to keep quiet from now on, zero to {@link #QUIET}. */
  public Duration quiet(long now) {
    quiet &= quietUntil - now > 0;
    return quiet ? Duration.ofNanos(quietUntil - now) : Duration.ZERO;
  }
}
