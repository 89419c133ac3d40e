package io.hyperflux.kafka.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.documents.Documents;
import io.hyperflux.kafka.connect.documents.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page on monitoring says about metrics is what the metrics are. */
class MetricsTableTest {
  @Test
  void theTableIsTheDefinition() {
    Documents.assertPart(Page.MONITORING, "metrics", expectedTable());
  }

  @Test
  void namesTheMBeansOfOlderWorkers() {
    assertThat(Page.MONITORING.text())
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
