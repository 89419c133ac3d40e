package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.cost.CostChart;
import io.hyperflux.kafka.connect.cost.CostTable;
import io.hyperflux.kafka.connect.cost.Measurement;
import io.hyperflux.kafka.connect.documents.Documents;
import io.hyperflux.kafka.connect.documents.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the whole path from the API's answer to the record in Kafka against its goals. The
 * system property {@code bench.parts} chooses some of the parts; {@code bench.publish=true} puts
 * table and chart where the page on cost has them.
 */
final class WholePath {
  private static final Logger LOG = LoggerFactory.getLogger(WholePath.class);
  private static final String CHART = "cost.svg";

  private WholePath() {}

  /** A part of the table. */
  @FunctionalInterface
  private interface Part {
    List<Measurement> measure(ServedApi api) throws Exception;
  }

  /** Goes on with the next part where one can't be measured; 1 if there was such a part, else 0. */
  static int run() throws IOException {
    List<Measurement> measurements = new ArrayList<>();
    int failed = 0;
    for (Map.Entry<String, Part> part : chosen().entrySet()) {
      try (ServedApi api = new ServedApi()) {
        System.out.println("Measuring: " + part.getKey());
        measurements.addAll(part.getValue().measure(api));
      } catch (Exception | AssertionError e) {
        LOG.error("{} could not be measured", part.getKey(), e);
        failed++;
      }
    }
    String table = CostTable.markdown(measurements);
    System.out.println(table);
    write(measurements, failed == 0);
    System.out.println(
        failed == 0 ? "All was measured." : failed + " parts could not be measured.");
    return failed == 0 ? 0 : 1;
  }

  private static Map<String, Part> chosen() {
    Map<String, Part> parts = new LinkedHashMap<>();
    // memory comes first: what else has run may leave something on the heap
    parts.put("memory", TaskMemory::measure);
    parts.put("requests", Requests::measure);
    parts.put("polls", UnchangedPolls::measure);
    parts.put("first-poll", FirstPoll::measure);
    parts.put("flips", FlipLatency::measure);
    parts.put("small-heap", SmallHeap::atLeastOnce);
    parts.put("exactly-once", SmallHeap::exactlyOnce);
    Map<String, Part> chosen = new LinkedHashMap<>();
    for (String name :
        System.getProperty("bench.parts", String.join(",", parts.keySet())).split(",", -1)) {
      if (!parts.containsKey(name)) {
        throw new IllegalArgumentException("-Dbench.parts takes some of " + parts.keySet());
      }
      chosen.put(name, parts.get(name));
    }
    return chosen;
  }

  private static void write(List<Measurement> measurements, boolean complete) throws IOException {
    Files.writeString(Output.DIRECTORY.resolve("cost.md"), CostTable.markdown(measurements));
    Files.writeString(Output.DIRECTORY.resolve("cost.svg"), CostChart.svg(measurements));
    if (complete && Boolean.getBoolean("bench.publish")) {
      Files.writeString(Page.COST.file().resolveSibling(CHART), CostChart.svg(measurements));
      Documents.write(Page.COST, CostTable.into(Page.COST.text(), CHART, measurements));
    }
  }
}
