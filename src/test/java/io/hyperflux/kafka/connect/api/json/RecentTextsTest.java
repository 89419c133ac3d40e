package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTextsTest {
  private final RecentTexts texts = new RecentTexts();

  @Test
  void areOneStringEach() {
    String status = of("COMPLETED");

    assertThat(of("COMPLETED")).isSameAs(status).isSameAs("COMPLETED");
    assertThat(of("COMPLETE")).isEqualTo("COMPLETE");
    assertThat(of("COMPLETED!")).isEqualTo("COMPLETED!");
    assertThat(of("")).isEmpty();
  }

  @Test
  void sixteenAreKept() {
    for (int i = 1; i <= 16; i++) {
      assertThat(of("S" + i)).isEqualTo("S" + i);
    }
    for (int i = 1; i <= 16; i++) {
      assertThat(of("S" + i)).isEqualTo("S" + i).isSameAs(of("S" + i));
    }
    assertThat(of("S17")).isEqualTo("S17").isNotSameAs(of("S17"));
  }

  private String of(String text) {
    return texts.of(("xx" + text + "yyy").toCharArray(), 2, text.length());
  }
}
