package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowStatusesTest {
  /** Against a map: few statuses, as many as there are codes, and one more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 254, 255, 256, 257, 2_000})
  void keepWhatTheyWereGiven(int different) {
    Random random = new Random(different);
    RowStatuses statuses = new RowStatuses();
    Map<Integer, String> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      int row = random.nextInt(1 + step / 8);
      if (row >= statuses.length()) {
        statuses.makeRoom(Growth.from(row));
      }
      String status = step % 10 == 0 ? null : "status " + random.nextInt(different);
      statuses.set(row, status);
      model.put(row, status);
    }
    for (int row = 0; row < statuses.length(); row++) {
      assertThat(statuses.get(row)).isEqualTo(model.get(row));
    }
  }
}
