package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentSizesTest {
  private final RecentSizes sizes = new RecentSizes();

  @Test
  void aHundredCount() {
    assertThat(sizes.longest()).isZero();
    sizes.add(7);
    sizes.add(900);
    sizes.add(5);
    IntStream.range(0, 98).forEach(i -> sizes.add(3));
    assertThat(sizes.longest()).isEqualTo(900);

    sizes.add(3);
    assertThat(sizes.longest()).isEqualTo(5);
    sizes.add(3);
    assertThat(sizes.longest()).isEqualTo(3);
  }
}
