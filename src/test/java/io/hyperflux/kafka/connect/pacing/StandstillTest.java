package io.hyperflux.kafka.connect.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandstillTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private final Standstill standstill = new Standstill();
  private long nanos = Long.MAX_VALUE - 1_000; // a monotonic clock may overflow
  private Instant instant = START;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # by the monotonic clock | by the other | it was to wait | it stood still, all in ms
             0     |     0 |    0 |    0
          3000     |  3000 |    0 |    0
          3001     |  3001 |    0 | 3001
          8000     |  8000 |    0 | 8000
          # a wait within a poll
           500     |   500 |  500 |    0
             1     |     1 |  500 |    0
          3500     |  3500 |  500 |    0
          3501     |  3501 |  500 | 3001
          60000    | 60000 |  250 | 59750
          # the machine slept: its monotonic clock stood, too
             2     | 60000 |  500 | 59500
             0     |  3001 |    0 | 3001
          # the clock was set back, as far as it may be
           500     | -3600000 | 500 | 0
          8000     | -3600000 | 500 | 7500
          """)
  void standsStill(long byNanos, long byInstant, long asked, long stood) {
    assertThat(reached(0, 0, 0)).isZero();
    assertThat(reached(byNanos, byInstant, asked)).isEqualTo(Duration.ofMillis(stood));
    assertThat(quiet()).isEqualTo(stood == 0 ? Duration.ZERO : Standstill.QUIET);
    assertThat(reached(0, 0, 0)).as("at the next point").isZero();
  }

  /** Nothing is known before the first point that could be outdated. */
  @ParameterizedTest
  @ValueSource(longs = {0, 3_001, 86_400_000})
  void doesNotStandStillBeforeItBegins(long millis) {
    assertThat(reached(millis, millis, 0)).isZero();
    assertThat(quiet()).isZero();
  }

  @Test
  void isQuietForThreeSeconds() {
    reached(0, 0, 0);
    reached(8_000, 8_000, 0);

    for (long left = 3_000; left > 0; left -= 500) {
      assertThat(quiet()).isEqualTo(Duration.ofMillis(left));
      assertThat(reached(500, 500, 500)).isZero();
    }
    assertThat(quiet()).isZero();
    reached(600, 600, 500);
    assertThat(quiet()).isZero();
  }

  @Test
  void isQuietAnewWhenItStandsStillAgain() {
    reached(0, 0, 0);
    reached(8_000, 8_000, 0);
    reached(500, 500, 500);

    assertThat(reached(4_000, 4_000, 500)).isEqualTo(Duration.ofMillis(3_500));
    assertThat(quiet()).isEqualTo(Standstill.QUIET);
  }

  private Duration reached(long byNanos, long byInstant, long asked) {
    nanos += Duration.ofMillis(byNanos).toNanos();
    instant = instant.plusMillis(byInstant);
    return standstill.reached(nanos, instant, Duration.ofMillis(asked));
  }

  private Duration quiet() {
    return standstill.quiet(nanos);
  }
}
