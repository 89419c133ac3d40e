package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusesTest {
  /** Each one before all that stand behind it. */
  private static final List<String> BY_RANK =
      List.of(
          "COMPLETED", "FAILED", "UPSCALING", "Completed", "ARCHIVED", "IN_PROGRESS", "CREATED");

  @Test
  void theOneThatCountsDependsOnNoOrder() {
    for (int i = 0; i < BY_RANK.size(); i++) {
      for (int k = i; k < BY_RANK.size(); k++) {
        assertThat(Statuses.winner(BY_RANK.get(i), BY_RANK.get(k))).isEqualTo(BY_RANK.get(i));
        assertThat(Statuses.winner(BY_RANK.get(k), BY_RANK.get(i))).isEqualTo(BY_RANK.get(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, true, true",
    "FAILED, true, false",
    "IN_PROGRESS, false, false",
    "CREATED, false, false",
    "completed, false, false",
    "UPSCALING, false, false",
  })
  void twoOfThemAreTheEnd(String status, boolean hasEnded, boolean isCompleted) {
    assertThat(Statuses.hasEnded(status)).isEqualTo(hasEnded);
    assertThat(Statuses.isCompleted(status)).isEqualTo(isCompleted);
  }
}
