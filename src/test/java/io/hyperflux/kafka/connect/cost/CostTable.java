package io.hyperflux.kafka.connect.cost;

import io.hyperflux.kafka.connect.documents.Documents;
import java.util.List;
import java.util.stream.Collectors;

/** Measurements as a Markdown table, and as a part of the page on cost. */
public final class CostTable {
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
   * A text with chart and table in the place of those of the last time.
   *
   * @param chart where the chart is, relative to the text
   * @throws IllegalArgumentException if the text has no part for them
   */
  public static String into(String text, String chart, List<Measurement> measurements) {
    return Documents.withPart(
        text,
        "cost",
        "\n![What watching costs, against the goals](%s)\n\n".formatted(chart)
            + markdown(measurements)
            + "\n");
  }

  private static String row(Measurement row) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(row.what(), row.valueText(), row.goalText(), row.mark(), row.detail());
  }
}
