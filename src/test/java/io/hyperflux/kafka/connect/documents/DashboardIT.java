package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.metrics.ToldMetrics;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import io.hyperflux.kafka.connect.support.Prometheus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard's queries and the rules at a Prometheus that scrapes a worker. */
@Timeout(180)
class DashboardIT {
  private static final String MISSING =
      "DashboardIT: Skipped: there is no prometheus on the PATH, nor where PROMETHEUS says.";

  private static final ExporterAgent EXPORTER = ToldMetrics.exporter();

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(
          EmbeddedOptions.defaults().moreWorkerJvm(EXPORTER.jvmOption()));

  @TempDir private Path directory;

  @Test
  void showsSomethingInEveryPanel() throws Exception {
    Path program = Prometheus.program();
    if (program == null) {
      // Failsafe counts what is skipped, and keeps the reason to itself
      System.out.println(MISSING);
    }
    assumeTrue(program != null, MISSING);
    connect.put("a", "IN_PROGRESS");
    connect.put("b", "IN_PROGRESS");
    connect.createAndAwaitRunning(Map.of());
    connect.records().awaitCount(2, ConnectRest.PATIENCE);
    connect.put("b", "COMPLETED");
    connect.records().awaitCount(3, ConnectRest.PATIENCE);

    Path rules = Path.of("config", "monitoring", "prometheus-alerts.yaml");
    try (Prometheus prometheus = new Prometheus(program, directory, rules, EXPORTER.address())) {
      List<String> queries = queries();
      assertThat(queries).hasSizeGreaterThan(30);
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(
              () -> {
                for (String query : queries) {
                  assertThat(prometheus.query(query)).as(query).isNotEmpty();
                }
              });
      for (JsonNode group : prometheus.ruleGroups()) {
        assertThat(group.path("rules"))
            .isNotEmpty()
            .allSatisfy(
                rule -> {
                  assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok");
                  assertThat(rule.path("state").asText()).as("%s", rule).isNotEqualTo("firing");
                });
      }
    }
  }

  /** All but those that are empty unless something is wrong, and what takes ten minutes to come. */
  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (JsonNode target :
        Examples.json("monitoring/grafana-dashboard.json").path("panels").findParents("expr")) {
      String query =
          target
              .path("expr")
              .asText()
              .replace("$__rate_interval", "30s")
              .replace("$connector", connect.name());
      if (!query.endsWith(" > 0") && !query.contains("freshness_budget")) {
        queries.add(query);
      }
    }
    return queries;
  }
}
