package io.hyperflux.kafka.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README says about metrics is what the metrics are. */
class ReadmeMetricsTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "equal to the metrics' definition -->\n";
  private static final String END = "<!-- end of the metrics table -->";

  /** To bring the README up to date, copy the expected table from the failure. */
  @Test
  void theTableIsTheDefinition() throws IOException {
    String readme = Files.readString(README);
    String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

    assertThat(table).isEqualTo(expectedTable());
  }

  @Test
  void namesTheMBeansOfOlderWorkers() throws IOException {
    assertThat(Files.readString(README))
        .contains("`kafka.connect:type=plugins,", "`" + TaskMBeans.DOMAIN + ":type=plugins,");
  }

  private static String expectedTable() {
    Map<String, String> tags = new LinkedHashMap<>();
    StringBuilder table =
        new StringBuilder(
            "| metric | further tag | what it is | in Prometheus |\n| --- | --- | --- | --- |\n");
    for (ListingMetric metric : MetricCatalog.ALL) {
      String tag = metric.tag().isEmpty() ? "" : "`" + metric.tag() + "`";
      table.append(
          "| `%s` | %s | %s | `%s` |\n"
              .formatted(metric.name(), tag, metric.description(), ExportedNames.of(metric)));
      if (!tag.isEmpty()) {
        tags.put(
            tag,
            metric.tagValues().stream()
                .map(value -> "`" + value + "`")
                .collect(Collectors.joining(", ")));
      }
    }
    tags.forEach((tag, values) -> table.append("\n%s is one of %s.\n".formatted(tag, values)));
    return table.toString();
  }
}
