package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The table of intervals and quotas is computed from the quotas. */
class QuotaTableTest {
  private static final String HEADER =
      """
      | `poll.interval.ms` | requests a day for each listing | listings that fit 50 a minute | 10 000 a day (premium) | 100 a day (free) |
      | --- | --- | --- | --- | --- |
      """;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  @Test
  void theTableIsRight() {
    Documents.assertPart(Page.POLLING, "quotas", expectedTable());
  }

  /** What the sentences below the table name as the shortest intervals that fit. */
  @Test
  void namesTheShortestIntervals() {
    assertThat(Page.POLLING.text())
        .contains("`" + MINUTE / 50 + "` for 50 a minute")
        .contains("`" + DAY / 10_000 + "` for 10 000 a day")
        .contains("`" + DAY / 100 + "` for 100 a day");
  }

  @Test
  void warnsWhoHasAFreeKey() throws IOException {
    long interval =
        Examples.json("hyperflux-distributed.json").at("/config/poll.interval.ms").asLong();

    assertThat(Page.README.words())
        .contains("set `\"poll.interval.ms\": \"" + DAY / 100 + "\"`")
        .contains(
            "the %d seconds that stand there use up the 100 requests of a day in %d minutes"
                .formatted(interval / 1_000, Math.round(100.0 * interval / MINUTE)));
  }

  private static String expectedTable() {
    return LongStream.of(1_000, 1_200, 5_000, 10_000, 60_000, 300_000, 900_000)
        .mapToObj(QuotaTableTest::row)
        .collect(Collectors.joining("", HEADER, ""));
  }

  private static String row(long interval) {
    return "| `%d` | %s | %s | %s | %s |\n"
        .formatted(
            interval,
            number((DAY + interval - 1) / interval),
            listings(50, MINUTE, interval),
            listings(10_000, DAY, interval),
            listings(100, DAY, interval));
  }

  private static String listings(long requests, long milliseconds, long interval) {
    long fit = requests * interval / milliseconds;
    return fit == 0 ? "none" : number(fit);
  }

  /** With a space for thousands, as the pages write them. */
  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }
}
