package io.hyperflux.kafka.connect.cost;

import java.util.List;
import java.util.Locale;

/**
 * Measurements that have a goal as bars, in one SVG picture: the line is the goal, a bar that ends
 * before it has reached it. Its colours are readable on light and dark ground.
 */
public final class CostChart {
  private static final int WIDTH = 760;
  private static final int ROW = 24;
  private static final int LABELS = 380;
  private static final int GOAL = 240; // how far from the labels the goal's line is
  private static final int LONGEST = 320;
  private static final String STYLE =
      """
        <style>
          text { font: 13px sans-serif; fill: #24292f }
          .reached { fill: #2da44e }
          .missed { fill: #d1242f }
          line { stroke: #57606a; stroke-dasharray: 4 3 }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            line { stroke: #9198a1 }
          }
        </style>
      """;

  private CostChart() {}

  /** The picture's text. */
  public static String svg(List<Measurement> measurements) {
    List<Measurement> rows = measurements.stream().filter(Measurement::hasGoal).toList();
    int height = (rows.size() + 1) * ROW + 8;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
          <title>What watching costs, measured against the goals</title>
        """
            .formatted(WIDTH, height));
    svg.append(STYLE);
    int goal = LABELS + GOAL;
    svg.append("  <text x=\"%d\" y=\"17\" text-anchor=\"middle\">goal</text>\n".formatted(goal));
    for (int i = 0; i < rows.size(); i++) {
      svg.append(bar(rows.get(i), (i + 1) * ROW));
    }
    svg.append(
        "  <line x1=\"%d\" x2=\"%d\" y1=\"22\" y2=\"%d\"/>\n</svg>\n"
            .formatted(goal, goal, height - 6));
    return svg.toString();
  }

  private static String bar(Measurement row, int top) {
    // nothing, where nothing is the goal, is not a number of goals
    double share = row.value() == 0 ? 0 : row.value() / row.goal();
    double length = Math.max(1, Math.min(LONGEST, GOAL * share));
    return String.format(
        Locale.ROOT,
        """
          <text x="%d" y="%d" text-anchor="end">%s</text>
          <rect class="%s" x="%d" y="%d" width="%.0f" height="16" rx="2"/>
          <text x="%d" y="%d">%s</text>
        """,
        LABELS - 8,
        top + 17,
        escape(row.what()),
        row.isReached() ? "reached" : "missed",
        LABELS,
        top + 4,
        length,
        LABELS + 6,
        top + 17,
        escape(row.valueText()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
