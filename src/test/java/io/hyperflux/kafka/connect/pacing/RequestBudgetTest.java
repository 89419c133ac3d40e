package io.hyperflux.kafka.connect.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBudgetTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long START = Long.MAX_VALUE - 30 * SECOND; // nanoTime may overflow

  @Test
  void aNewOneHasOneRequestAndNoMore() {
    RequestBudget budget = new RequestBudget(50, START);

    assertThat(budget.untilFree(START)).isZero();
    budget.spent(START);
    assertThat(budget.untilFree(START)).isEqualTo(Duration.ofMillis(1200));
    assertThat(budget.untilFree(START + SECOND)).isEqualTo(Duration.ofMillis(200));
    assertThat(budget.untilFree(START + MINUTE)).isZero();
  }

  @Test
  void spacesRequestsEvenlyAcrossTheClocksOverflow() {
    assertThat(times(50, 1).subList(0, 100))
        .isEqualTo(LongStream.range(0, 100).map(i -> START + i * 1_200_000_000).boxed().toList());
  }

  @Test
  void savesNothingUp() {
    RequestBudget budget = new RequestBudget(50, START);
    budget.spent(START);

    long later = START + 600 * MINUTE;
    assertThat(budget.untilFree(later)).isZero();
    budget.spent(later);
    assertThat(budget.untilFree(later)).isEqualTo(Duration.ofMillis(1200));
  }

  @Test
  void aRequestThatWasNotFreeIsPaidBack() {
    RequestBudget budget = new RequestBudget(60, START);
    budget.spent(START);
    budget.spent(START + SECOND / 2);

    assertThat(budget.untilFree(START + SECOND / 2)).isEqualTo(Duration.ofMillis(1500));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 7, 50.0 / 3, 50, 100.0 / 7, 599.99, 6000})
  void noMinuteHasMoreThanTheBudget(double requestsPerMinute) {
    Random random = new Random(6);
    for (int run = 0; run < 20; run++) {
      long step = Math.max(1, (long) (random.nextDouble() * 3 * MINUTE / requestsPerMinute));
      assertThat(mostInAMinute(times(requestsPerMinute, step)))
          .as("steps up to %d ns", step)
          .isLessThanOrEqualTo((int) Math.ceil(requestsPerMinute));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {7, 50.0 / 3, 50, 599.99})
  void theBudgetIsUsedUpByThoseWhoAskOften(double requestsPerMinute) {
    assertThat(mostInAMinute(times(requestsPerMinute, 1)))
        .isEqualTo((int) Math.ceil(requestsPerMinute));
  }

  /** Look-ups without end, asked for at random moments: each poll starts the moment it is due. */
  @Test
  void lookupsDelayNoPoll() {
    Random random = new Random(6);
    for (int run = 0; run < 500; run++) {
      double perMinute = 1 + random.nextInt(100) / 3.0;
      long interval = (long) Math.ceil(MINUTE / perMinute * (1 + random.nextDouble() * 5));
      RequestBudget budget = new RequestBudget(perMinute, START);
      PollSchedule polls =
          new PollSchedule(Duration.ofNanos(interval), Duration.ofNanos(interval), START);
      long now = START;
      for (int i = 0; i < 300; i++) {
        long untilDue = polls.untilDue(now).toNanos();
        if (untilDue == 0) {
          assertThat(budget.untilFree(now)).as("interval %d ns", interval).isZero();
          polls.started(now);
          budget.spent(now);
        } else if (budget.allowsLookup(now, Duration.ofNanos(untilDue))) {
          budget.spent(now);
        }
        untilDue = polls.untilDue(now).toNanos();
        now += Math.min(untilDue, 1 + (long) (random.nextDouble() * interval / 4));
      }
    }
  }

  @Test
  void lookupsTakeWhatPollsLeave() {
    RequestBudget budget = new RequestBudget(50, START);
    budget.spent(START);

    assertThat(budget.allowsLookup(START + SECOND, Duration.ofHours(1))).as("not free").isFalse();
    long free = START + 1_200_000_000;
    assertThat(budget.allowsLookup(free, Duration.ofMillis(1200))).isTrue();
    assertThat(budget.allowsLookup(free, Duration.ofMillis(1200).minusNanos(1))).isFalse();
    assertThat(budget.allowsLookup(free, Duration.ZERO)).isFalse();
  }

  /** The key is throttled: its polls go on, nothing else does. */
  @Test
  void lookupsAreHeldAndPollsAreNot() {
    RequestBudget budget = new RequestBudget(60, START);
    budget.holdLookups(Duration.ofSeconds(20), START);

    assertThat(budget.untilFree(START)).isZero();
    assertThat(budget.untilLookup(START + 5 * SECOND)).isEqualTo(Duration.ofSeconds(15));
    assertThat(budget.allowsLookup(START + 20 * SECOND - 1, Duration.ofHours(1))).isFalse();
    assertThat(budget.allowsLookup(START + 20 * SECOND, Duration.ofHours(1))).isTrue();
    budget.spent(START + 20 * SECOND);
    assertThat(budget.untilLookup(START + 20 * SECOND)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theLongestHoldCounts() {
    RequestBudget budget = new RequestBudget(60, START);
    budget.holdLookups(Duration.ofSeconds(20), START);
    budget.holdLookups(Duration.ofSeconds(5), START + 5 * SECOND);
    assertThat(budget.untilLookup(START + 5 * SECOND)).isEqualTo(Duration.ofSeconds(15));

    budget.holdLookups(Duration.ofMinutes(1), START + 5 * SECOND);
    assertThat(budget.untilLookup(START + 5 * SECOND)).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e6})
  void takesTheSmallestAndTheLargest(double requestsPerMinute) {
    RequestBudget budget = new RequestBudget(requestsPerMinute, START);
    budget.spent(START);

    assertThat(budget.untilFree(START))
        .isEqualTo(Duration.ofNanos(Math.round(MINUTE / requestsPerMinute)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-7, 1e7, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoBudget(double requestsPerMinute) {
    assertThatThrownBy(() -> new RequestBudget(requestsPerMinute, START))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** When requests go out of one who asks after random steps, or as soon as told if sooner. */
  private static List<Long> times(double requestsPerMinute, long longestStep) {
    RequestBudget budget = new RequestBudget(requestsPerMinute, START);
    Random random = new Random(longestStep);
    List<Long> times = new ArrayList<>();
    long now = START;
    for (int i = 0; i < 2_000; i++) {
      now += budget.untilFree(now).toNanos();
      times.add(now);
      budget.spent(now);
      now += random.nextLong(longestStep);
    }
    return times;
  }

  /** In the minutes that begin with a request, the end left out; no other minute has more. */
  private static int mostInAMinute(List<Long> times) {
    int most = 0;
    int last = 0;
    for (int first = 0; first < times.size(); first++) {
      while (last < times.size() && times.get(last) - times.get(first) < MINUTE) {
        last++;
      }
      most = Math.max(most, last - first);
    }
    return most;
  }
}
