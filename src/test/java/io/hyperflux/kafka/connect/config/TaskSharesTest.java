package io.hyperflux.kafka.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskSharesTest {
  private static final Duration SELDOM = Duration.ofDays(1);

  @Test
  void listingsAndBudgetAreDealtOutEvenlyWhateverTheOrder() {
    Random random = new Random(6);
    for (int run = 0; run < 2_000; run++) {
      int count = 1 + random.nextInt(30);
      int budget = 1 + random.nextInt(60);
      int maxTasks = 1 + random.nextInt(40);
      List<String> listings =
          new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "/v1/" + i).toList());
      List<Map<String, String>> shares = TaskShares.of(listings, budget, SELDOM, maxTasks);
      Collections.shuffle(listings, random);

      assertThat(TaskShares.of(listings, budget, SELDOM, maxTasks)).isEqualTo(shares);
      assertThat(shares).hasSize(Math.min(Math.min(count, maxTasks), budget));
      assertThat(shares.stream().flatMap(TaskSharesTest::listingsOf))
          .containsExactlyInAnyOrderElementsOf(listings);
      assertThat(shares)
          .extracting(share -> listingsOf(share).count())
          .allMatch(size -> size == count / shares.size() || size == count / shares.size() + 1);
      assertThat(shares).extracting(TaskSharesTest::budgetOf).allMatch(share -> share >= 1);
      assertThat(shares.stream().mapToInt(TaskSharesTest::budgetOf).sum()).isEqualTo(budget);
    }
  }

  @Test
  void eachTaskCanPollOnTimeWhateverTheConnectorMay() {
    Random random = new Random(7);
    for (int run = 0; run < 2_000; run++) {
      int count = 1 + random.nextInt(30);
      int budget = 1 + random.nextInt(60);
      // what validation lets through, to the millisecond
      long interval = (60_000L * count + budget - 1) / budget + random.nextInt(10_000);
      List<String> listings = IntStream.range(0, count).mapToObj(i -> "/v1/" + i).toList();

      List<Map<String, String>> shares =
          TaskShares.of(listings, budget, Duration.ofMillis(interval), 1 + random.nextInt(40));

      assertThat(shares)
          .allMatch(share -> 60_000 * listingsOf(share).count() <= budgetOf(share) * interval);
      assertThat(shares.stream().flatMap(TaskSharesTest::listingsOf))
          .containsExactlyInAnyOrderElementsOf(listings);
      assertThat(shares.stream().mapToInt(TaskSharesTest::budgetOf).sum()).isEqualTo(budget);
    }
  }

  private static Stream<String> listingsOf(Map<String, String> share) {
    return Stream.of(share.get(HyperfluxTaskConfig.LISTINGS).split(","));
  }

  private static int budgetOf(Map<String, String> share) {
    return Integer.parseInt(share.get(HyperfluxTaskConfig.REQUESTS_PER_MINUTE));
  }
}
