package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupAnswerTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_793_876_400);

  @Test
  void tellsImagesEvenIfNoneCanBeUsed() {
    assertThat(answer(List.of("https://a.example/"), 0).tellsImages()).isTrue();
    assertThat(answer(List.of("https://a.example/"), 2).tellsImages()).isTrue();
    assertThat(answer(null, 1).tellsImages()).isTrue();
    assertThat(answer(null, 0).tellsImages()).isFalse();
    assertThat(answer(List.of(), 0).tellsImages()).isFalse();
  }

  @Test
  void tellsWhenTheFirstUrlDies() {
    List<String> urls =
        List.of("https://a.example/?exp=1793880001", "https://a.example/?exp=1793880000");

    assertThat(answer(urls, 0).generatedExpiresAt(NOW)).isEqualTo("2026-11-05T12:00:00Z");
    assertThat(answer(null, 0).generatedExpiresAt(NOW)).isNull();
  }

  @Test
  void showsNoUrl() {
    assertThat(answer(null, 3)).hasToString("a: DONE, 0 URLs, 3 unusable");
  }

  private static LookupAnswer answer(List<String> urls, int unusable) {
    return new LookupAnswer("a", "DONE", new GeneratedImages(urls, null, unusable, false));
  }
}
