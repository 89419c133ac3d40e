package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
  @ParameterizedTest
  @CsvSource({
    "0, change, 0 changes",
    "1, change, 1 change",
    "2, stored slot, 2 stored slots",
    "1, entry, 1 entry",
    "3000000000, entry, 3000000000 entries"
  })
  void isOneOrMany(long number, String thing, String told) {
    assertThat(Counted.of(number, thing)).isEqualTo(told);
  }
}
