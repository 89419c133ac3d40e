package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthTest {
  @ParameterizedTest
  @CsvSource({"0, 64", "100, 264", "131071, 262206", "131072, 139328", "16000000, 17000064"})
  void isByAsMuchAgainAndOfALongArrayByASixteenth(int length, int longer) {
    assertThat(Growth.from(length)).isEqualTo(longer);
  }

  @Test
  void endsWhereArraysEnd() {
    assertThatThrownBy(() -> Growth.from(Integer.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }
}
