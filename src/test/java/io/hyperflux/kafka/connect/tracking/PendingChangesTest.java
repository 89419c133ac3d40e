package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingChangesTest {
  private final PendingChanges pending = new PendingChanges();

  @Test
  void keepTheirOrderHoweverMany() {
    assertThat(pending.isEmpty()).isTrue();
    for (int round = 0; round < 3; round++) {
      IntStream.range(0, 1_000).forEach(row -> pending.add(row, row % 4 == 0 ? null : "S" + row));

      assertThat(pending.size()).isEqualTo(1_000);
      assertThat(pending.firstSights()).isEqualTo(250);
      for (int row = 0; row < 1_000; row++) {
        assertThat(pending.isEmpty()).isFalse();
        assertThat(pending.row()).isEqualTo(row);
        assertThat(pending.previousStatus()).isEqualTo(row % 4 == 0 ? null : "S" + row);
        pending.remove();
        assertThat(pending.size()).isEqualTo(999 - row);
      }
      assertThat(pending.isEmpty()).isTrue();
    }
  }

  @Test
  void countFirstSightsThatAreLeft() {
    pending.add(1, null);
    pending.add(2, null);
    pending.add(3, "CREATED");
    pending.remove();

    assertThat(pending.firstSights()).isOne();
  }

  @Test
  void someAreBroughtForward() {
    IntStream.range(0, 10).forEach(row -> pending.add(row, "S" + row));
    pending.remove();
    pending.remove();
    pending.bringForward(row -> row % 3 == 0);
    pending.add(10, "S10");

    assertThat(takeAll())
        .containsExactly("3 S3", "6 S6", "9 S9", "2 S2", "4 S4", "5 S5", "7 S7", "8 S8", "10 S10");
  }

  /** A task listed twice differed by its first entry, and not by the one that counts. */
  @Test
  void thoseThatAreNoneAfterAllAreTakenAway() {
    RowStatuses statuses = new RowStatuses();
    statuses.makeRoom(10);
    IntStream.range(0, 10).forEach(row -> statuses.set(row, "S" + row));
    IntStream.range(0, 10).forEach(row -> pending.add(row, row % 2 == 0 ? "S" + row : "OLD"));

    pending.removeUnchanged(statuses);
    assertThat(takeAll()).containsExactly("1 OLD", "3 OLD", "5 OLD", "7 OLD", "9 OLD");
    pending.add(0, "S0");
    pending.removeUnchanged(statuses);
    assertThat(pending.isEmpty()).isTrue();
    pending.add(7, "OLD");
    assertThat(takeAll()).containsExactly("7 OLD");
  }

  private List<String> takeAll() {
    List<String> all = new ArrayList<>();
    for (; !pending.isEmpty(); pending.remove()) {
      all.add(pending.row() + " " + pending.previousStatus());
    }
    return all;
  }
}
