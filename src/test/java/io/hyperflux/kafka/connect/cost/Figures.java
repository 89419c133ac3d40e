package io.hyperflux.kafka.connect.cost;

import java.util.Arrays;

/** Figures of several runs, summed up. */
public final class Figures {
  private Figures() {}

  /**
   * The smallest figure that at least this share of all are not greater than.
   *
   * @param share above 0, at most 1
   * @throws IllegalArgumentException if there are no figures
   */
  public static double percentile(double[] figures, double share) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("no figures");
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** The one in the middle, or between the two in the middle. */
  public static double median(double[] figures) {
    double[] turned = Arrays.stream(figures).map(figure -> -figure).toArray();
    return (percentile(figures, 0.5) - percentile(turned, 0.5)) / 2;
  }

  /** The median of what each pair of figures makes as a ratio. */
  public static double medianRatio(double[] figures, double[] floors) {
    if (figures.length != floors.length) {
      throw new IllegalArgumentException(figures.length + " figures, " + floors.length + " floors");
    }
    double[] ratios = new double[figures.length];
    Arrays.setAll(ratios, i -> figures[i] / floors[i]);
    return median(ratios);
  }
}
