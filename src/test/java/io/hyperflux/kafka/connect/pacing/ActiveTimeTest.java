package io.hyperflux.kafka.connect.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActiveTimeTest {
  private static final long START = Long.MAX_VALUE - 1_000; // nanoTime may overflow

  private final ActiveTime time = new ActiveTime(START);

  @Test
  void addsUpWhatPassesBetweenPolls() {
    time.passed(after(400));
    time.passed(after(900));

    assertThat(time.total()).isEqualTo(Duration.ofMillis(900));
  }

  @Test
  void aPauseCountsAsASecond() {
    time.passed(after(500));
    time.passed(after(3_600_500));
    time.passed(after(3_600_700));

    assertThat(time.total()).isEqualTo(Duration.ofMillis(1_700));
  }

  private static long after(long millis) {
    return START + Duration.ofMillis(millis).toNanos();
  }
}
