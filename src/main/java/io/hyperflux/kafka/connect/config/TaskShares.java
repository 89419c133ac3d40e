package io.hyperflux.kafka.connect.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Divides a connector's listings and its request budget among Connect tasks. The order of the
 * configured listings makes no difference.
 */
public final class TaskShares {
  private TaskShares() {}

  /**
   * What is special to each Connect task, to be added to the connector's settings.
   *
   * @param requestsPerMinute of the connector; a Connect task gets whole requests. There are only
   *     as many tasks as can each poll their listings on time with that
   * @param interval from one request for a listing to the next
   */
  public static List<Map<String, String>> of(
      List<String> listings, int requestsPerMinute, Duration interval, int maxTasks) {
    List<String> sorted = List.copyOf(new TreeSet<>(listings));
    int tasks = Math.min(Math.min(sorted.size(), maxTasks), requestsPerMinute);
    List<Share> shares = deal(sorted, requestsPerMinute, tasks);
    while (tasks > 1 && !shares.stream().allMatch(share -> share.fits(interval))) {
      shares = deal(sorted, requestsPerMinute, --tasks);
    }
    return shares.stream().map(Share::settings).toList();
  }

  /** What one Connect task gets. */
  private record Share(int number, List<String> listings, int requestsPerMinute) {
    /** Whether each listing's request can be sent on time. */
    boolean fits(Duration interval) {
      return listings.size() * Duration.ofMinutes(1).toMillis()
          <= requestsPerMinute * interval.toMillis();
    }

    Map<String, String> settings() {
      return Map.of(
          HyperfluxTaskConfig.LISTINGS, String.join(",", listings),
          HyperfluxTaskConfig.REQUESTS_PER_MINUTE, String.valueOf(requestsPerMinute),
          HyperfluxTaskConfig.NUMBER, String.valueOf(number));
    }
  }

  private static List<Share> deal(List<String> sorted, int requestsPerMinute, int tasks) {
    List<Share> shares = new ArrayList<>();
    int dealt = 0;
    int budgeted = 0;
    for (int i = 1; i <= tasks; i++) {
      int to = sorted.size() * i / tasks;
      // in proportion to the listings, but at least one request is left for each further task
      int proportional = (int) ((long) requestsPerMinute * to / sorted.size());
      int budgetTo = Math.max(budgeted + 1, Math.min(proportional, requestsPerMinute - tasks + i));
      shares.add(new Share(i - 1, sorted.subList(dealt, to), budgetTo - budgeted));
      dealt = to;
      budgeted = budgetTo;
    }
    return shares;
  }
}
