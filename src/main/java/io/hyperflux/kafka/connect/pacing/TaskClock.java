package io.hyperflux.kafka.connect.pacing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of a Connect task, an interface so that tests can use a fake one. */
public interface TaskClock extends InstantSource {
  /** A reading of a monotonic clock in nanoseconds, for measuring durations. */
  long nanoTime();

  /** Lets time pass. */
  void sleep(Duration duration) throws InterruptedException;

  /** The machine's clock. */
  static TaskClock system() {
    return new TaskClock() {
      @Override
      public Instant instant() {
        return Instant.now();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
      }
    };
  }
}
