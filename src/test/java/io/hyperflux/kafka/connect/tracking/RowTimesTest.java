package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTimesTest {
  /** Against a map, from nearly empty to crowded, with rows that come and go. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 5_000})
  void keepWhatTheyWereGiven(int rows) {
    Random random = new Random(rows);
    RowTimes times = new RowTimes();
    Map<Integer, Long> model = new HashMap<>();
    for (int step = 0; step < 50_000; step++) {
      int row = 1 + random.nextInt(rows);
      if (random.nextBoolean()) {
        times.remove(row);
        model.remove(row);
      } else {
        times.put(row, step);
        model.put(row, (long) step);
      }
      int other = 1 + random.nextInt(rows);
      assertThat(times.get(other)).isEqualTo(model.getOrDefault(other, RowTimes.NONE));
      if (step % 100 == 0) {
        assertThat(times.earliest(one -> one % 3 != 0))
            .isEqualTo(
                model.entrySet().stream()
                    .filter(entry -> entry.getKey() % 3 != 0)
                    .mapToLong(Map.Entry::getValue)
                    .min()
                    .orElse(RowTimes.NONE));
      }
    }
    assertThat(times.size()).isEqualTo(model.size());
    for (int row = 1; row <= rows; row++) {
      assertThat(times.get(row)).isEqualTo(model.getOrDefault(row, RowTimes.NONE));
    }
  }
}
