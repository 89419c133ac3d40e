package io.hyperflux.kafka.connect.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
  private static final long START = Long.MAX_VALUE - 1_000; // nanoTime may overflow

  private final PollSchedule schedule =
      new PollSchedule(Duration.ofSeconds(10), Duration.ofMinutes(1), START);

  @Test
  void theFirstRequestIsDueAtOnce() {
    assertThat(schedule.untilDue(START)).isZero();
  }

  @Test
  void theIntervalRunsFromStartToStart() {
    schedule.started(START);

    assertThat(schedule.untilDue(after(4_000))).isEqualTo(Duration.ofSeconds(6));
    assertThat(schedule.untilDue(after(10_000))).isZero();
  }

  @Test
  void aLateRequestIsNotMadeUpFor() {
    schedule.started(START);
    schedule.started(after(35_000));

    assertThat(schedule.untilDue(after(36_000))).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aRetryHasItsOwnDelay() {
    schedule.started(START);
    schedule.postpone(Duration.ofSeconds(1), after(2_000));

    assertThat(schedule.untilDue(after(2_500))).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void itIsSlowerWhileNothingIsInFlightAndFastAgainAtTheFirstNewTask() {
    assertThat(schedule.pace()).isEqualTo(Duration.ofSeconds(10));
    schedule.started(START);
    schedule.answered(false);
    assertThat(schedule.pace()).isEqualTo(Duration.ofMinutes(1));
    assertThat(schedule.untilDue(after(1_000))).isEqualTo(Duration.ofSeconds(59));

    schedule.started(after(60_000));
    assertThat(schedule.untilDue(after(60_000))).isEqualTo(Duration.ofMinutes(1));
    schedule.answered(true);
    assertThat(schedule.pace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(schedule.untilDue(after(61_000))).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void isDueToTheNanosecond() {
    schedule.started(START);

    assertThat(schedule.isDue(after(10_000) - 1)).isFalse();
    assertThat(schedule.isDue(after(10_000))).isTrue();
    assertThat(schedule.sinceLastStartNanos(after(4_000))).isEqualTo(4_000_000_000L);
  }

  @Test
  void nothingIsDueWhileItIsHeld() {
    schedule.hold(Duration.ofSeconds(20), START);

    assertThat(schedule.held(after(5_000))).isEqualTo(Duration.ofSeconds(15));
    assertThat(schedule.untilDue(after(5_000))).isEqualTo(Duration.ofSeconds(15));
    assertThat(schedule.isDue(after(20_000) - 1)).isFalse();
    assertThat(schedule.isDue(after(20_000))).isTrue();
    assertThat(schedule.held(after(21_000))).isZero();
  }

  @Test
  void theLongestHoldCounts() {
    schedule.hold(Duration.ofSeconds(20), START);
    schedule.hold(Duration.ofSeconds(5), after(5_000));
    assertThat(schedule.held(after(5_000))).isEqualTo(Duration.ofSeconds(15));

    schedule.hold(Duration.ofSeconds(30), after(5_000));
    assertThat(schedule.held(after(5_000))).isEqualTo(Duration.ofSeconds(30));
  }

  private static long after(long millis) {
    return START + Duration.ofMillis(millis).toNanos();
  }
}
