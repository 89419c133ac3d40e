package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestoredTimesTest {
  @Test
  void rankRowsByTheirTimes() {
    RestoredTimes times = new RestoredTimes();
    long[] at = {30, 10, Long.MAX_VALUE, 10, 0, 20};
    times.makeRoom(100);
    for (int row = 1; row <= at.length; row++) {
      times.set(row, at[row - 1]);
    }
    assertThat(times.get(1)).isEqualTo(30);
    for (int row = 1; row <= at.length; row++) {
      assertThat(times.rank(row)).as("row %d", row).isNegative();
      for (int other = 1; other <= at.length; other++) {
        assertThat(Integer.compare(times.rank(row), times.rank(other)))
            .isEqualTo(Long.compare(at[row - 1], at[other - 1]));
      }
    }
    assertThat(times.rank(3)).as("below all observations of this run").isEqualTo(-1);
  }
}
