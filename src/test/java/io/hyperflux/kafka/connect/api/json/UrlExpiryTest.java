package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlExpiryTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_793_876_400);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?token=exp=1793880000~hmac=0123abcd",
        "?exp=1793880000",
        "?a=b&exp=1793880000&c=d#exp=1793876500",
        "?token=st=1793876400~exp=1793880000~acl=/*~hmac=00",
        "?token=exp%3D1793880000~hmac%3D0123abcd",
        "?token%3Dexp%3d1793880000%7Ehmac",
        "?exp=1793880000?x",
        "?exp=1793870000&exp=1793990000&exp=1793880000&exp=1793880001",
        "?exp=x&exp=001793880000",
      })
  void isReadWhereverItStandsInTheQuery(String query) {
    assertThat(UrlExpiry.first(List.of("https://a.example/x.png" + query), NOW))
        .isEqualTo(Instant.ofEpochSecond(1_793_880_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?exp",
        "?exp=",
        "?exp=soon",
        "?exp=-1793880000",
        "?exp=1793880000x",
        "?exp=1793880000.5",
        "?exp=0x6AEC",
        "?exp=1793880000000",
        "?exp=17938800000000000000000000000",
        "?exp=1793876400",
        "?exp=0",
        "?regexp=1793880000",
        "?no-exp=1793880000",
        "?no_exp=1793880000",
        "?EXP=1793880000",
        "?expires=1793880000",
        "#exp=1793880000",
        "#?exp=1793880000",
        "exp=1793880000",
      })
  void isNoneOtherwise(String query) {
    assertThat(UrlExpiry.first(List.of("https://a.example/x.png" + query), NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1793876401, true", "4947476400, true", "4947476401, false"})
  void isWithinAHundredYears(long time, boolean isOne) {
    assertThat(UrlExpiry.first(List.of("https://a.example/?exp=" + time), NOW))
        .isEqualTo(isOne ? Instant.ofEpochSecond(time) : null);
  }

  @Test
  void theFirstOfAllUrlsCounts() {
    assertThat(
            UrlExpiry.first(
                List.of(
                    "https://a.example/?exp=1793880002",
                    "https://a.example/",
                    "https://a.example/?exp=1793880001",
                    "https://a.example/?exp=1"),
                NOW))
        .isEqualTo(Instant.ofEpochSecond(1_793_880_001));
  }

  @ParameterizedTest
  @CsvSource({"'%3D', 8000", "'exp=', 8000", "'exp=1', 8000", "'~', 8000"})
  void longUrlsTakeNoTime(String piece, int length) {
    String url = "https://a.example/?" + piece.repeat(length / piece.length());
    for (int i = 0; i < 1_000; i++) {
      assertThat(UrlExpiry.first(List.of(url), NOW)).isNull();
    }
  }

  @Test
  void withoutUrlsThereIsNone() {
    assertThat(GeneratedImages.NONE.expireAt(NOW)).isNull();
  }
}
