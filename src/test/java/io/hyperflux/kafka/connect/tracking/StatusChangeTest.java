package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusChangeTest {
  @Test
  void isAtLeastADifference() {
    assertThat(change(1, "a", "CREATED", null, Instant.EPOCH).previousStatus()).isNull();
    assertThat(change(1, "a", "FAILED", "CREATED", Instant.EPOCH).row()).isOne();

    assertThatThrownBy(() -> change(1, "a", "CREATED", "CREATED", Instant.EPOCH))
        .hasMessage("a is still CREATED");
    assertThatThrownBy(() -> change(0, "a", "CREATED", null, Instant.EPOCH)).hasMessage("row 0");
    assertThatThrownBy(() -> change(-1, "a", "CREATED", null, Instant.EPOCH)).hasMessage("row -1");
  }

  @Test
  void hasATaskAStatusAndATime() {
    assertThatThrownBy(() -> change(1, null, "CREATED", null, Instant.EPOCH)).hasMessage("taskId");
    assertThatThrownBy(() -> change(1, "a", null, null, Instant.EPOCH)).hasMessage("status");
    assertThatThrownBy(() -> change(1, "a", "CREATED", null, null)).hasMessage("observedAt");
  }

  private static StatusChange change(
      int row, String taskId, String status, String previousStatus, Instant at) {
    return new StatusChange(row, taskId, status, previousStatus, at, false, null);
  }
}
