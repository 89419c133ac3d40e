package io.hyperflux.kafka.connect.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Test
  void delaysGrowExponentiallyUpToTheLongest() {
    RetryPolicy policy = new RetryPolicy(SHORTEST, LONGEST, always(1.0));

    assertThat(new long[] {next(policy), next(policy), next(policy), next(policy)})
        .containsExactly(1_000, 2_000, 4_000, 8_000);
    next(policy);
    next(policy);
    assertThat(next(policy)).isEqualTo(60_000);
    assertThat(next(policy)).isEqualTo(60_000);
  }

  @Test
  void jitterIsFull() {
    RetryPolicy lowest = new RetryPolicy(SHORTEST, LONGEST, always(0.0));
    next(lowest);
    next(lowest);

    assertThat(next(lowest)).isEqualTo(1_000);

    RetryPolicy random = new RetryPolicy(SHORTEST, LONGEST, new Random(7));
    for (int i = 0; i < 1_000; i++) {
      assertThat(next(random)).isBetween(1_000L, 60_000L);
    }
  }

  @Test
  void successStartsAfresh() {
    RetryPolicy policy = new RetryPolicy(SHORTEST, LONGEST, always(1.0));
    next(policy);
    next(policy);
    policy.succeeded();

    assertThat(next(policy)).isEqualTo(1_000);
  }

  @Test
  void retryAfterWinsUpToAnHour() {
    RetryPolicy policy = new RetryPolicy(SHORTEST, LONGEST, always(1.0));

    assertThat(policy.retriable(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.retriable(Duration.ofDays(400_000))).isEqualTo(Duration.ofHours(1));
    assertThat(policy.retriable(Duration.ZERO)).isEqualTo(SHORTEST);
  }

  @Test
  void withoutCreditItWaitsForTenMinutesThenTwiceAsLongUpToAnHour() {
    RetryPolicy policy = new RetryPolicy(SHORTEST, LONGEST, always(1.0));

    for (int minutes : new int[] {10, 20, 40, 60, 60}) {
      assertThat(policy.withoutCredit(null)).isEqualTo(Duration.ofMinutes(minutes));
      assertThat(next(policy)).as("other failures are another matter").isLessThan(61_000);
    }
    assertThat(policy.withoutCredit(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(policy.withoutCredit(Duration.ofDays(1))).isEqualTo(Duration.ofHours(1));
    assertThat(policy.withoutCredit(Duration.ZERO)).isEqualTo(SHORTEST);
    policy.succeeded();
    assertThat(policy.withoutCredit(null)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aFatalFailureIsConfirmedByOneMoreRequest() {
    RetryPolicy policy = new RetryPolicy(SHORTEST, LONGEST, always(1.0));

    assertThat(policy.fatal("key")).isEqualTo(SHORTEST);
    assertThat(policy.fatal("key")).isNull();
  }

  @Test
  void aRefusalOfAnotherKindConfirmsNothingButTheThirdInARowDoes() {
    RetryPolicy policy = new RetryPolicy(SHORTEST, LONGEST, always(1.0));

    assertThat(policy.fatal("listing")).isEqualTo(SHORTEST);
    assertThat(policy.fatal("key")).isEqualTo(SHORTEST);
    policy.succeeded();
    assertThat(policy.fatal("key")).isEqualTo(SHORTEST);
    assertThat(policy.fatal("listing")).isEqualTo(SHORTEST);
    assertThat(policy.fatal("key")).isNull();
  }

  @Test
  void anotherAnswerInBetweenUndoesTheSuspicion() {
    RetryPolicy policy = new RetryPolicy(SHORTEST, LONGEST, always(1.0));
    policy.fatal("key");
    policy.succeeded();
    assertThat(policy.fatal("key")).isEqualTo(SHORTEST);

    policy.retriable(null);
    assertThat(policy.fatal("key")).isEqualTo(SHORTEST);

    policy.withoutCredit(null);
    assertThat(policy.fatal("key")).isEqualTo(SHORTEST);
  }

  private static long next(RetryPolicy policy) {
    return policy.retriable(null).toMillis();
  }

  /** Returns the same fraction of each bound. */
  private static RandomGenerator always(double fraction) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("unbounded");
      }

      @Override
      public long nextLong(long bound) {
        return (long) ((bound - 1) * fraction);
      }
    };
  }
}
