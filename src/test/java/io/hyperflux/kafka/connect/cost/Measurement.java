package io.hyperflux.kafka.connect.cost;

import java.util.Locale;

/**
 * One measured figure, with its goal if it has one.
 *
 * @param what what was measured
 * @param value the figure
 * @param unit what stands behind it, empty for a ratio
 * @param goal the most that the figure may be; NaN if there is no goal
 * @param detail what else is worth knowing, empty if nothing is
 */
public record Measurement(String what, double value, String unit, double goal, String detail) {
  /** A ratio with a goal. */
  public static Measurement ratio(String what, double value, double goal, String detail) {
    return new Measurement(what, value, "", goal, detail);
  }

  /** A figure without a goal. */
  public static Measurement plain(String what, double value, String unit, String detail) {
    return new Measurement(what, value, unit, Double.NaN, detail);
  }

  boolean hasGoal() {
    return !Double.isNaN(goal);
  }

  /** Whether there is no goal, or it is reached. */
  boolean isReached() {
    return !hasGoal() || value <= goal;
  }

  /** The figure with its unit. */
  String valueText() {
    return number(value) + suffix();
  }

  /** The goal with its unit; empty if there is none. */
  String goalText() {
    return hasGoal() ? "≤ " + number(goal) + suffix() : "";
  }

  /** ✓ or ✗; empty if there is no goal. */
  String mark() {
    return hasGoal() ? isReached() ? "✓" : "✗" : "";
  }

  private String suffix() {
    return unit.isEmpty() ? "" : " " + unit;
  }

  private static String number(double value) {
    boolean large = Math.abs(value) >= 100 || value == Math.rint(value);
    return large
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
