package io.hyperflux.kafka.connect.cost;

import java.util.List;
import java.util.stream.Collectors;

/** Measurements as a Markdown table, and where the README has it. */
public final class CostTable {
  private static final String BEGIN = "<!-- measured by mvn -Pbench -->\n";
  private static final String END = "<!-- end of what was measured -->";

  private CostTable() {}

  /** A row for each measurement. */
  public static String markdown(List<Measurement> measurements) {
    return measurements.stream()
        .map(CostTable::row)
        .collect(
            Collectors.joining(
                "", "| what | measured | goal | | |\n| --- | ---: | ---: | --- | --- |\n", ""));
  }

  /**
   * A text with chart and table in the place of those between its two marks.
   *
   * @param chart where the chart is, relative to the text
   * @throws IllegalArgumentException if the text has no marks
   */
  public static String into(String text, String chart, List<Measurement> measurements) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no marks of where the table belongs");
    }
    return text.substring(0, begin + BEGIN.length())
        + "\n![What watching costs, against the goals](%s)\n\n".formatted(chart)
        + markdown(measurements)
        + "\n"
        + text.substring(end);
  }

  private static String row(Measurement row) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(row.what(), row.valueText(), row.goalText(), row.mark(), row.detail());
  }
}
