package io.hyperflux.kafka.connect.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The machine's clock. */
class TaskClockTest {
  private final TaskClock clock = TaskClock.system();

  @Test
  void tellsTheTime() {
    Instant before = Instant.now();

    assertThat(clock.instant()).isBetween(before, Instant.MAX);
  }

  @Test
  void readsTheMonotonicClock() {
    long before = System.nanoTime();
    long reading = clock.nanoTime();
    long after = System.nanoTime();

    assertThat(reading - before).isNotNegative();
    assertThat(after - reading).isNotNegative();
  }

  /** However short, and with parts of a millisecond. */
  @Test
  void sleepsForAnyTime() {
    for (long nanos : new long[] {0, 1, 999_999, 1_000_000, 1_000_001}) {
      assertThatCode(() -> clock.sleep(Duration.ofNanos(nanos))).doesNotThrowAnyException();
    }
  }

  @Test
  void sleepIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> clock.sleep(Duration.ofDays(1)))
        .isInstanceOf(InterruptedException.class);
  }
}
