package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.cost.CostChart;
import io.hyperflux.kafka.connect.cost.CostTable;
import io.hyperflux.kafka.connect.cost.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the whole path from the API's answer to the record in Kafka against its goals. The
 * system property {@code bench.parts} chooses some of the parts; {@code bench.publish=true} puts
 * table and chart where the README has them.
 */
final class WholePath {
  private static final Path README = Path.of("README.md");
  private static final Path CHART = Path.of("src", "doc", "cost.svg");

  private WholePath() {}

  /** A part of the table. */
  @FunctionalInterface
  private interface Part {
    List<Measurement> measure(ServedApi api) throws Exception;
  }

  static int run() throws Exception {
    List<Measurement> measurements = new ArrayList<>();
    try (ServedApi api = new ServedApi()) {
      for (Part part : chosen()) {
        measurements.addAll(part.measure(api));
      }
    }
    System.out.println();
    measurements.forEach(measurement -> System.out.print(line(measurement)));
    write(measurements);
    return 0;
  }

  /** A measurement for the screen. */
  static String line(Measurement measurement) {
    return CostTable.row(measurement);
  }

  private static List<Part> chosen() {
    Map<String, Part> parts = new LinkedHashMap<>();
    // memory comes first: what else has run may leave something on the heap
    parts.put("memory", TaskMemory::measure);
    parts.put("requests", Requests::measure);
    parts.put("polls", UnchangedPolls::measure);
    List<Part> chosen = new ArrayList<>();
    for (String name :
        System.getProperty("bench.parts", String.join(",", parts.keySet())).split(",", -1)) {
      if (!parts.containsKey(name)) {
        throw new IllegalArgumentException("-Dbench.parts takes some of " + parts.keySet());
      }
      chosen.add(parts.get(name));
    }
    return chosen;
  }

  private static void write(List<Measurement> measurements) throws IOException {
    Files.writeString(Output.DIRECTORY.resolve("cost.md"), CostTable.markdown(measurements));
    Files.writeString(Output.DIRECTORY.resolve("cost.svg"), CostChart.svg(measurements));
    if (Boolean.getBoolean("bench.publish")) {
      Files.createDirectories(CHART.getParent());
      Files.writeString(CHART, CostChart.svg(measurements));
      Files.writeString(README, CostTable.into(Files.readString(README), measurements));
    }
  }
}
