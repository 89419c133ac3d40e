package io.hyperflux.kafka.connect.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void theMedianIsInTheMiddle() {
    assertThat(Figures.median(new double[] {3, 100, 1})).isEqualTo(3);
    assertThat(Figures.median(new double[] {4, 100, 1, 2})).isEqualTo(3);
    assertThat(Figures.median(new double[] {7})).isEqualTo(7);
  }

  @Test
  void aPercentileIsOneOfTheFigures() {
    double[] figures = IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray();

    assertThat(Figures.percentile(figures, 0.99)).isEqualTo(198);
    assertThat(Figures.percentile(figures, 0.5)).isEqualTo(100);
    assertThat(Figures.percentile(figures, 1)).isEqualTo(200);
  }

  @Test
  void ratiosAreTakenPairByPair() {
    // a machine that was slow for a while was so for both of a pair
    double[] figures = {15, 150, 16};
    double[] floors = {10, 100, 10};

    assertThat(Figures.medianRatio(figures, floors)).isEqualTo(1.5);
  }

  @Test
  void nothingIsNotSummedUp() {
    assertThatThrownBy(() -> Figures.median(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Figures.medianRatio(new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
