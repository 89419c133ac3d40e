package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
  @ParameterizedTest
  @CsvSource({
    "x, 1",
    "'\"', 2",
    "'\\', 2",
    "'\u007f', 1",
    "'\u0080', 2",
    "'\u07ff', 2",
    "'\u0800', 3",
    "'\ufffd', 3",
    "'\uD83D\uDE00', 12",
    "'a\"\u00e9', 5",
    "'', 0",
  })
  void takesSoManyBytesInJson(String text, int bytes) throws JsonProcessingException {
    assertThat(WebUrl.jsonBytes(text)).isEqualTo(bytes);
    assertThat(new ObjectMapper().writeValueAsBytes(text))
        .as("with quotes, and its best way to write a pair of surrogates")
        .hasSizeLessThanOrEqualTo(2 + bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a", "https://a", "HTTPS://\u00e9", "https://a\u00a0"})
  void isOne(String text) {
    assertThat(WebUrl.isOne(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://",
        "https://",
        "http:/a",
        "ftp://a",
        "https://a\u001f",
        "https://a\u007f",
        "https://a\u009f",
        "xhttps://a"
      })
  void isNone(String text) {
    assertThat(WebUrl.isOne(text)).isFalse();
  }

  @Test
  void isNoneWithHalfACharacter() {
    for (char c : new char[] {0xd800, 0xdbff, 0xdc00, 0xdfff}) {
      assertThat(WebUrl.isOne("https://a" + c)).as("%x", (int) c).isFalse();
    }
    assertThat(WebUrl.isOne("https://a\ud7ff\ue000")).isTrue();
  }
}
