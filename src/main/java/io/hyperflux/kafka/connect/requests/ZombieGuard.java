package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.pacing.Standstill;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a Connect task that stood still, and may have been replaced meanwhile (a zombie), from
 * producing again what its successor has produced: it does nothing for as long as its worker needs
 * to stop it, and the answers to its earlier requests are not used.
 */
public final class ZombieGuard {
  private static final Duration BETWEEN_MESSAGES = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(ZombieGuard.class);

  private final TaskClock clock;
  private final Runnable abandonRequests;
  private final Standstill standstill = new Standstill();
  private boolean told;
  private long lastTold;

  /**
   * Nothing is held back yet.
   *
   * @param abandonRequests called when the task stood still: no answer to what was sent may be used
   */
  public ZombieGuard(TaskClock clock, Runnable abandonRequests) {
    this.clock = clock;
    this.abandonRequests = abandonRequests;
  }

  /**
   * Whether the task may neither send requests nor hand out records now. Called at the beginning of
   * each poll, after each wait, and before records are handed out.
   *
   * @param asked how long the task was to wait at most since the last call
   */
  public boolean holdsBack(Duration asked) {
    long now = clock.nanoTime();
    Duration stood = standstill.reached(now, clock.instant(), asked);
    if (!stood.isZero()) {
      abandonRequests.run();
      tell(stood, now);
    }
    return !standstill.quiet(now).isZero();
  }

  /** Waits until the task may go on, or for the given time if that is shorter. */
  public void sleep(Duration atMost) throws InterruptedException {
    Duration quiet = standstill.quiet(clock.nanoTime());
    clock.sleep(quiet.compareTo(atMost) <= 0 ? quiet : atMost);
  }

  private void tell(Duration stood, long now) {
    if (!told || now - lastTold >= BETWEEN_MESSAGES.toNanos()) {
      told = true;
      lastTold = now;
      LOG.info(
          "Stood still for {} s (paused, stopped with its machine, or Kafka took no records); sends"
              + " nothing for {} s, since another worker may have taken over meanwhile",
          stood.toSeconds(),
          Standstill.QUIET.toSeconds());
    }
  }
}
