package io.hyperflux.kafka.connect.api.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2027-12-31T23:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                    | 0
          1                    | 1
          ' 120 '              | 120
          +120                 | 120
          00000000000000000120 | 120
          1.5                  | 2
          2.0                  | 2
          3.                   | 3
          999999999            | 31536000
          99999999999999999999 | 31536000
          """)
  void readsSeconds(String value, long seconds) {
    assertThat(read(value)).isEqualTo(Duration.ofSeconds(seconds));
  }

  /** RFC 9110, 5.6.7: a recipient of an HTTP date must accept all three forms. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fri, 31 Dec 2027 23:59:59 GMT",
        "Friday, 31-Dec-27 23:59:59 GMT",
        "Fri Dec 31 23:59:59 2027",
        "Fri, 31 Dec 2027 23:59:60 GMT",
        "fri, 31 dec 2027 23:59:59 gmt",
        "Mon, 31 Dec 2027 23:59:59 GMT",
        "31 Dec 2027 23:59:59 GMT",
        "Fri, 31 December 2027 23:59:59 +0000",
        "Fri, 31-Dec-2027 23:59:59 UTC",
        "Fri Dec 31 23:59:59 UTC 2027",
        "2027-12-31T23:59:59Z",
        "2028-01-01T01:59:59+02:00",
      })
  void readsDates(String value) {
    assertThat(read(value)).isEqualTo(Duration.ofSeconds(3599));
  }

  @Test
  void readsADayOfOneDigit() {
    Duration wait = Duration.ofHours(1);
    assertThat(read("Sat Jan  1 00:00:00 2028")).isEqualTo(wait);
    assertThat(read("Sat Jan 1 00:00:00 2028")).isEqualTo(wait);
    assertThat(read("Sat, 1 Jan 2028 0:00:00 GMT")).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource({"77, 365", "78, 0", "99, 0", "00, 0"})
  void aYearOfTwoDigitsIsAtMostFiftyYearsAhead(String year, long days) {
    assertThat(read("Friday, 31-Dec-" + year + " 23:59:59 GMT")).isEqualTo(Duration.ofDays(days));
  }

  @Test
  void theWaitForADateIsBounded() {
    assertThat(read("Fri, 31 Dec 9999 23:59:59 GMT")).isEqualTo(Duration.ofDays(365));
    assertThat(read("Fri, 31 Dec 2021 23:59:59 GMT")).isZero();
    assertThat(read("Thu, 01 Jan 0000 00:00:00 GMT")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "soon",
        "1e3",
        "0x10",
        "120 s",
        "1,5",
        "Fri, 31 Foo 2027 23:59:59 GMT",
        "Fri, 31 anf 2027 23:59:59 GMT",
        "Fri, 32 Dec 2027 23:59:59 GMT",
        "Wed, 31 Feb 2027 23:59:59 GMT",
        "Fri, 31 Dec 2027 24:00:00 GMT",
        "Fri, 31 Dec 2027",
        "Fri, 31 Dec 2027 23:59:59 PST",
        "2027-12-31",
      })
  void isNoneOtherwise(String value) {
    assertThat(read(value)).isNull();
  }

  @Test
  void theLongestOfSeveralCounts() {
    assertThat(read("5", "soon", "120", "Fri Dec 31 23:01:00 2027"))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(read((String) null)).isNull();
    assertThat(read()).isNull();
  }

  private static Duration read(String... values) {
    HeaderGroup headers = new HeaderGroup();
    for (String value : values) {
      headers.addHeader(new BasicHeader("retry-after", value));
    }
    return RetryAfter.of(headers, NOW);
  }
}
