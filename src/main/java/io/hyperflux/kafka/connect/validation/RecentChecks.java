package io.hyperflux.kafka.connect.validation;

import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Caches the results of connection checks for 30 seconds, by settings: Connect validates a
 * configuration more than once for one REST request, and a form at each change. A caller with
 * settings that are being checked waits for that result; other settings wait for nothing.
 * Thread-safe.
 */
final class RecentChecks {
  static final Duration REMEMBERED = Duration.ofSeconds(30);
  static final int MOST = 100;

  private final TaskClock clock;
  private final Map<String, Trial> trials = new LinkedHashMap<>(); // guarded by this

  RecentChecks(TaskClock clock) {
    this.clock = clock;
  }

  /**
   * Returns the cached result, or checks: what went wrong, or null if the API accepts the settings.
   *
   * @param fingerprint tells settings apart
   * @param ask asks it, on this thread if it has to be asked; gives what went wrong, null if
   *     nothing
   * @throws InterruptedException if this thread is interrupted; nothing is remembered then
   * @throws IllegalStateException if asking broke; nothing is remembered then
   */
  @Nullable Failure outcome(String fingerprint, Callable<@Nullable Failure> ask)
      throws InterruptedException {
    while (true) {
      Trial mine = new Trial(ask);
      Trial trial = knownOr(mine, fingerprint);
      if (trial == mine) {
        mine.run();
      }
      try {
        return trial.get();
      } catch (ExecutionException e) {
        forget(fingerprint, trial);
        if (trial == mine) {
          throw broken(e.getCause());
        }
        // the thread that asked was interrupted, or failed: now this one asks
      }
    }
  }

  private synchronized Trial knownOr(Trial mine, String fingerprint) {
    trials.values().removeIf(Trial::isOld);
    Trial known = trials.putIfAbsent(fingerprint, mine);
    if (trials.size() > MOST) {
      Iterator<Trial> oldestFirst = trials.values().iterator();
      oldestFirst.next();
      oldestFirst.remove();
    }
    return known == null ? mine : known;
  }

  private synchronized void forget(String fingerprint, Trial trial) {
    trials.remove(fingerprint, trial);
  }

  private static IllegalStateException broken(@Nullable Throwable why) throws InterruptedException {
    if (why instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return new IllegalStateException(why);
  }

  /** One request and its outcome. */
  private final class Trial extends FutureTask<@Nullable Failure> {
    private volatile long endedAt;

    Trial(Callable<@Nullable Failure> ask) {
      super(ask);
    }

    @Override
    protected void set(@Nullable Failure outcome) {
      endedAt = clock.nanoTime(); // before anyone sees that it is done
      super.set(outcome);
    }

    boolean isOld() {
      return isDone() && clock.nanoTime() - endedAt >= REMEMBERED.toNanos();
    }
  }
}
