package io.hyperflux.kafka.connect.api.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.Asking;
import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.api.Outcome;
import io.hyperflux.kafka.connect.api.json.ListingEntries;
import io.hyperflux.kafka.connect.support.RawServer;
import java.time.Duration;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final String PROVIDERS =
      "X-RateLimit-Limit: 300\r\nx-ratelimit-remaining: 299\r\nx-ratelimit-reset: 60\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-ratelimit-limit: 300|X-RateLimit-Remaining: 299|x-ratelimit-reset: 60",
        "RateLimit-Limit: 300|ratelimit-remaining: 299|RateLimit-Reset: 60",
        "RateLimit-Limit: 300, 300;w=60, 5;w=1|RateLimit-Remaining: 299|RateLimit-Reset: 60",
        "RateLimit: limit=300, remaining=299, reset=60",
        "RateLimit: reset=60,LIMIT = 300 ,remaining=299, more",
        "x-ratelimit-limit: 300|x-ratelimit-remaining: 299|x-ratelimit-reset: 60|"
            + "RateLimit: limit=1, remaining=2, reset=3",
        "x-ratelimit-limit: many|RateLimit: limit=300;remaining=299;reset=60",
      })
  void isReadInEachForm(String headers) {
    assertThat(read(headers)).isEqualTo(new RateLimit(300, 299, Duration.ofMinutes(1)));
  }

  @Test
  void isReadInTheNewestForm() {
    assertThat(read("RateLimit: \"default\";r=50;t=30"))
        .isEqualTo(new RateLimit(-1, 50, Duration.ofSeconds(30)));
    assertThat(read("RateLimit: \"a\";r=50;t=30, \"b\";r=1;t=1")).as("which of them?").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "-0",
        "+5",
        "1.5",
        "many",
        "1e3",
        "0x5",
        "5 5",
        "5, 6",
        "\u0665",
        "1000000000000",
        "99999999999999999999",
      })
  void anOddValueCountsAsNotSaid(String odd) {
    assertThat(read("x-ratelimit-remaining: " + odd)).isNull();
    assertThat(read("x-ratelimit-limit: 300|x-ratelimit-remaining: " + odd))
        .isEqualTo(new RateLimit(300, -1, null));
    assertThat(read("x-ratelimit-remaining: 0|x-ratelimit-reset: " + odd))
        .isEqualTo(new RateLimit(-1, 0, null));
    assertThat(read("RateLimit: remaining=" + odd.replace(",", ""))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2678400, 2678400", "2678401,", "1793880000,", "1793880000000,"})
  void aResetIsATimeFromNowOn(String value, Long seconds) {
    assertThat(read("x-ratelimit-remaining: 0|x-ratelimit-reset: " + value))
        .isEqualTo(new RateLimit(-1, 0, seconds == null ? null : Duration.ofSeconds(seconds)));
  }

  @Test
  void twoHeadersAreNone() {
    assertThat(read("x-ratelimit-remaining: 5|X-RateLimit-Remaining: 5")).isNull();
    assertThat(read("RateLimit: remaining=5|RateLimit: remaining=5")).isNull();
    assertThat(read("RateLimit: remaining=5, remaining=6, reset=1"))
        .isEqualTo(new RateLimit(-1, -1, Duration.ofSeconds(1)));
  }

  @Test
  void withoutHeadersThereIsNone() {
    assertThat(read("Retry-After: 5")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "429 Slow down", "503 Later", "404 No"})
  void standsInEachOutcome(String status) throws InterruptedException {
    for (String body : new String[] {Asking.LISTING, "nonsense"}) {
      Outcome<ListingEntries> outcome =
          Asking.answered(
              RawServer.text(
                  "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s"
                      .formatted(status, PROVIDERS, body.length(), body)));

      assertThat(outcome.rateLimit()).isEqualTo(new RateLimit(300, 299, Duration.ofMinutes(1)));
    }
  }

  @Test
  void standsInARefusalWhoseBodyNeverComes() throws InterruptedException {
    Outcome<ListingEntries> outcome =
        Asking.answered(
            RawServer.text("HTTP/1.1 429 Slow\r\n" + PROVIDERS + "Content-Length: 9\r\n\r\n"));

    assertThat(Asking.failure(outcome).kind()).isEqualTo(FailureKind.THROTTLED);
    assertThat(outcome.rateLimit()).isEqualTo(new RateLimit(300, 299, Duration.ofMinutes(1)));
  }

  private static RateLimit read(String headers) {
    HeaderGroup group = new HeaderGroup();
    for (String header : headers.split("\\|", -1)) {
      String[] nameAndValue = header.split(": ", 2);
      group.addHeader(new BasicHeader(nameAndValue[0], nameAndValue[1]));
    }
    return RateLimit.of(group);
  }
}
