package io.hyperflux.kafka.connect.metrics;

import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.ScriptedApi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something of everything that metrics count. One listing is polled five times, with two failures
 * of different kinds and a throttled request; another one is refused and parked. There are six
 * changes, one of them by a look-up that fails once.
 */
public final class MetricsStory {
  private static final String LISTING = "/v1/ai/watched";
  private static final String REFUSED = "/v1/ai/refused";

  /** What the connector watches. */
  public static final List<String> LISTINGS = List.of(LISTING, REFUSED);

  private static final Map<String, Long> NOT_ZERO =
      Map.ofEntries(
          Map.entry("polls{listing=" + LISTING + "}", 5L),
          Map.entry("poll-failures{kind=server-error, listing=" + LISTING + "}", 1L),
          Map.entry("poll-failures{kind=unreadable, listing=" + LISTING + "}", 1L),
          Map.entry("poll-failures{kind=throttled, listing=" + LISTING + "}", 1L),
          Map.entry("throttled-polls{listing=" + LISTING + "}", 1L),
          Map.entry("poll-interval-ms{listing=" + LISTING + "}", 100L),
          Map.entry("poll-interval-ms{listing=" + REFUSED + "}", 100L),
          Map.entry("listing-size{listing=" + LISTING + "}", 3L),
          Map.entry("skipped-entries{listing=" + LISTING + "}", 1L),
          Map.entry("tasks-tracked{listing=" + LISTING + "}", 4L),
          Map.entry("tasks-in-flight{listing=" + LISTING + "}", 1L),
          Map.entry("flights{listing=" + LISTING + "}", 2L),
          Map.entry("changes{listing=" + LISTING + ", status=IN_PROGRESS}", 1L),
          Map.entry("changes{listing=" + LISTING + ", status=COMPLETED}", 3L),
          Map.entry("changes{listing=" + LISTING + ", status=FAILED}", 1L),
          Map.entry("changes{listing=" + LISTING + ", status=other}", 1L),
          Map.entry("lookups{listing=" + LISTING + "}", 1L),
          Map.entry("lookup-failures{kind=server-error, listing=" + LISTING + "}", 1L),
          Map.entry("poll-failures{kind=not-found, listing=" + REFUSED + "}", 2L),
          Map.entry("rate-limit-limit{listing=" + LISTING + "}", 300L),
          Map.entry("rate-limit-remaining{listing=" + LISTING + "}", 299L),
          Map.entry("rate-limit-limit{listing=" + REFUSED + "}", -1L),
          Map.entry("rate-limit-remaining{listing=" + REFUSED + "}", -1L),
          Map.entry("parked{listing=" + REFUSED + "}", 1L));

  private MetricsStory() {}

  /**
   * What a metric is in the end, those aside that {@linkplain #isMeasured are measured}.
   *
   * @param metric its name and tags, without those of the connector and the task
   */
  public static long value(String metric) {
    return NOT_ZERO.getOrDefault(metric, 0L);
  }

  /** Whether a metric is a time that is measured: no script says what it is. */
  static boolean isMeasured(String metric) {
    return Stream.of(
            "time-since-last-success-ms",
            "poll-latency-ms",
            "oldest-in-flight-ms",
            "flight-time-ms")
        .anyMatch(metric::startsWith);
  }

  /** The API; in the end it lets requests hang, so that nothing changes any more. */
  public static ScriptedApi script() throws IOException {
    return new ScriptedApi()
        .answer(LISTING, 200, Map.of(), listing("a=IN_PROGRESS", "b=COMPLETED"))
        .answer(LISTING, 503, Map.of(), "")
        .answer(LISTING, 200, Map.of(), "<html>not the API</html>")
        .answer(LISTING, 429, Map.of("Retry-After", "0"), "")
        .answer(LISTING, 200, Map.of(), listing("a=COMPLETED", "b=COMPLETED", "=COMPLETED"))
        .answer(
            LISTING,
            200,
            Map.of(),
            listing("a=COMPLETED", "b=COMPLETED", "c=UPSCALING", "d=FAILED"))
        .answer(LISTING, 200, Map.of(), listing("a=COMPLETED", "b=COMPLETED", "d=FAILED"))
        .answer(
            LISTING,
            200,
            Map.of("x-ratelimit-limit", "300", "x-ratelimit-remaining", "299"),
            listing("a=COMPLETED", "b=COMPLETED", "d=FAILED"))
        .answer(LISTING + "/c", 500, Map.of(), "")
        .answer(LISTING + "/c", 200, Map.of(), "{\"data\":" + entry("c=COMPLETED") + "}")
        .answer(REFUSED, 404, Map.of(), "")
        .answer(REFUSED, 404, Map.of(), "");
  }

  private static String listing(String... tasks) {
    return Stream.of(tasks)
        .map(MetricsStory::entry)
        .collect(Collectors.joining(",", "{\"data\":[", "]}"));
  }

  private static String entry(String task) {
    String[] idAndStatus = task.split("=", -1);
    return "{\"task_id\":\"%s\",\"status\":\"%s\"}".formatted(idAndStatus[0], idAndStatus[1]);
  }

  /** A connector that lives it. */
  public static Map<String, String> config(String topic, String url) {
    Map<String, String> config = ConnectorConfig.of(topic, url, "key");
    config.put("hyperflux.listings", String.join(",", LISTINGS));
    config.put("poll.interval.ms", "100");
    config.put("retry.backoff.ms", "100");
    config.put("retry.backoff.max.ms", "100");
    config.put("http.request.timeout.ms", "600000");
    return config;
  }
}
