package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import io.hyperflux.kafka.connect.endtoend.MetricsIT;
import io.hyperflux.kafka.connect.endtoend.OldWorkersIT;
import io.hyperflux.kafka.connect.metrics.ExportedNames;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The dashboard and the alerts ask for metrics that there are. What the exporter's rules really
 * give is seen by {@link MetricsIT} and {@link OldWorkersIT}.
 */
class MonitoringExamplesTest {
  private static final String FOLDER = "monitoring/";
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:(?:hyperflux|kafka_connect)_|hyperflux:)[\\w:]+");
  private static final Pattern LABELS =
      Pattern.compile("\\b(?:by|without|on|ignoring) \\(([^)]+)\\)");
  private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]+)\\)");
  private static final Pattern MATCHER = Pattern.compile("[{,]\\s*(\\w+)(?:=|!=|=~|!~)\"");
  private static final Pattern CLASS = Pattern.compile("class!?=\"([^\"]*)\"");
  private static final Pattern ROW = Pattern.compile("\n\\| `(Hyperflux\\w+)` \\|");
  private static final Pattern SHOWN_LABEL =
      Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z]\\w*)\\s*}}");
  private static final Set<String> LABEL_NAMES =
      Set.of("connector", "task", "listing", "kind", "status", "class", "job", "instance");

  @TempDir private Path directory;

  @Test
  void theDashboardShowsEveryMetricAndNothingElse() throws IOException {
    JsonNode dashboard = Examples.json(FOLDER + "grafana-dashboard.json");
    List<JsonNode> targets = dashboard.path("panels").findParents("expr");
    Set<String> named = new TreeSet<>(metrics(choiceOfConnectors(dashboard)));
    for (JsonNode target : targets) {
      named.addAll(metrics(target.path("expr").asText()));
      assertLabelsAreThere(target.path("expr").asText() + target.path("legendFormat").asText());
    }

    assertThat(named).isEqualTo(exportedAndRecorded());
    assertThat(dashboard.path("panels"))
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotBlank();
              assertThat(panel.path("targets")).isNotEmpty();
            });
    assertThat(dashboard.path("panels"))
        .extracting(panel -> panel.path("id").asInt())
        .doesNotHaveDuplicates();
  }

  @Test
  void theDashboardLetsOneChooseAmongConnectorsOfThisClass() throws IOException {
    JsonNode dashboard = Examples.json(FOLDER + "grafana-dashboard.json");
    String query = choiceOfConnectors(dashboard);

    assertThat(dashboard.at("/templating/list").findValuesAsText("name"))
        .containsExactly("datasource", "connector");
    assertThat(metrics(query)).containsExactly(ExportedNames.CONNECTOR_CLASS);
    assertThat(all(CLASS, query, 1)).containsExactly(HyperfluxSourceConnector.class.getName());
  }

  /** That they fire when they should is tested in src/test/monitoring, by Prometheus' own tool. */
  @Test
  void theAlertsAreOfMetricsThatThereAre() throws IOException {
    List<String> alerts = new ArrayList<>();
    Set<String> classes = new TreeSet<>();
    for (JsonNode rule : alerts()) {
      String expression = rule.path("expr").asText();
      alerts.add(rule.path("alert").asText());
      classes.addAll(all(CLASS, expression, 1));
      assertThat(metrics(expression)).isNotEmpty().isSubsetOf(exportedAndRecorded());
      assertLabelsAreThere(expression + rule.path("annotations"));
      assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
      assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
      assertThat(rule.at("/annotations/description").asText()).isNotBlank();
    }

    assertThat(alerts)
        .containsExactly(
            "HyperfluxTaskFailed",
            "HyperfluxConnectorFailed",
            "HyperfluxNoMetrics",
            "HyperfluxNoTasks",
            "HyperfluxWorkerDown",
            "HyperfluxConnectorGone",
            "HyperfluxNoSuccess",
            "HyperfluxNoCredit",
            "HyperfluxThrottled",
            "HyperfluxTasksInFlightStuck",
            "HyperfluxSkippedEntries",
            "HyperfluxListingParked",
            "HyperfluxFreshnessBudgetSpent",
            "HyperfluxTaskInFlightLong",
            "HyperfluxCompletionSlow",
            "HyperfluxOffsetsNotStored",
            "HyperfluxProducerErrors",
            "HyperfluxTaskRestarts");
    assertThat(classes).containsExactly(HyperfluxSourceConnector.class.getName());
  }

  @Test
  void thePageTellsEachAlertAndTheExporterThatIsTested() throws IOException {
    String page = Page.MONITORING.text();

    assertThat(all(ROW, page, 1))
        .isEqualTo(
            StreamSupport.stream(alerts().spliterator(), false)
                .map(rule -> rule.path("alert").asText())
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(page).contains("version " + ExporterAgent.version() + " of it");
  }

  /** Whoever is woken up by it should not have to guess which connector it is about. */
  @Test
  void eachAlertNamesItsConnectorAndAPage() throws IOException {
    assertThat(alerts())
        .allSatisfy(
            rule -> {
              String page = rule.at("/annotations/runbook_url").asText();
              assertThat(Links.leadsSomewhere(Page.README.file(), "src/" + page)).as(page).isTrue();
            })
        .filteredOn(rule -> !rule.path("expr").asText().matches("absent.*|up == 0.*"))
        .allSatisfy(
            rule ->
                assertThat(rule.at("/annotations/summary").asText())
                    .contains("onnector {{ $labels.connector }}"));
  }

  /** Of what is there, else they would record nothing, and say so nowhere. */
  @Test
  void theRecordingRulesAreOfMetricsThatThereAre() throws IOException {
    assertThat(recordings())
        .hasSize(4)
        .allSatisfy(
            rule -> {
              String expression = rule.path("expr").asText();
              assertThat(metrics(expression)).isNotEmpty().isSubsetOf(exportedAndRecorded());
              assertLabelsAreThere(expression);
            });
  }

  /** Two accounts may watch the same listing. */
  @Test
  void nothingThatIsToldByListingLeavesOutTheConnector() throws IOException {
    JsonNode dashboard = Examples.json(FOLDER + "grafana-dashboard.json");
    List<String> expressions = new ArrayList<>();
    for (JsonNode target : dashboard.path("panels").findParents("expr")) {
      expressions.add(target.path("expr").asText());
      String legend = target.path("legendFormat").asText();
      assertThat(legend.contains("{{listing}}")).isEqualTo(legend.contains("{{connector}} {{lis"));
    }
    alerts().forEach(rule -> expressions.add(rule.path("expr").asText()));
    recordings().forEach(rule -> expressions.add(rule.path("expr").asText()));

    assertThat(expressions)
        .flatExtracting(expression -> all(GROUPED, expression, 1))
        .filteredOn(labels -> labels.contains("listing"))
        .isNotEmpty()
        .allMatch(labels -> labels.contains("connector"));
  }

  /** As the rules' own comment says how. */
  @Test
  void theAddressOfThePagesIsPutThereByOneCommand() throws Exception {
    String rules = Examples.text(FOLDER + "prometheus-alerts.yaml");
    String command =
        rules.lines().filter(line -> line.startsWith("#   sed ")).findFirst().orElseThrow();
    Files.writeString(directory.resolve("prometheus-alerts.yaml"), rules);

    Process sed =
        new ProcessBuilder("sh", "-ec", command.substring(1))
            .directory(directory.toFile())
            .inheritIO()
            .start();
    assertThat(sed.waitFor()).isZero();
    String addressed = Files.readString(directory.resolve("prometheus-alerts.yaml"));
    assertThat(addressed.lines().filter(line -> line.contains("    runbook_url: ")))
        .hasSize(alerts().size())
        .allMatch(line -> line.contains(": 'https://wiki.example.com/hyperflux/"));
  }

  /** A paused connector sends no requests: neither of these alerts may call that an outage. */
  @ParameterizedTest
  @ValueSource(strings = {"HyperfluxNoSuccess", "HyperfluxTasksInFlightStuck"})
  void noAlertIsOfAPause(String alert) throws IOException {
    JsonNode rule =
        StreamSupport.stream(alerts().spliterator(), false)
            .filter(one -> one.path("alert").asText().equals(alert))
            .findFirst()
            .orElseThrow();

    assertThat(rule.path("expr").asText())
        .containsPattern(
            " unless on \\(instance, connector\\) (max_over_time\\()?"
                + ExportedNames.PAUSED_TASKS
                + "(\\[5m]\\))? > 0$");
  }

  @Test
  void noFileIsLeftUncheckedOrUnnamed() throws IOException {
    String reference = Examples.text("README.md");
    try (Stream<Path> files = Files.list(Path.of("config", "monitoring"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "jmx-exporter.yaml", "grafana-dashboard.json", "prometheus-alerts.yaml")
          .allMatch(name -> reference.contains("`" + FOLDER + name + "`"));
    }
  }

  private static String choiceOfConnectors(JsonNode dashboard) {
    return dashboard.at("/templating/list/1/query/query").asText();
  }

  private static JsonNode alerts() throws IOException {
    return Examples.yaml(FOLDER + "prometheus-alerts.yaml").at("/groups/1/rules");
  }

  private static JsonNode recordings() throws IOException {
    return Examples.yaml(FOLDER + "prometheus-alerts.yaml").at("/groups/0/rules");
  }

  private static Set<String> exportedAndRecorded() throws IOException {
    Set<String> names = new TreeSet<>(ExportedNames.all());
    recordings().forEach(rule -> names.add(rule.path("record").asText()));
    return names;
  }

  private static Set<String> metrics(String expression) {
    assertThat(expression.chars().filter(c -> c == '(').count())
        .as(expression)
        .isEqualTo(expression.chars().filter(c -> c == ')').count());
    return all(METRIC, expression, 0);
  }

  private static void assertLabelsAreThere(String text) {
    Set<String> labels = all(MATCHER, text, 1);
    labels.addAll(all(SHOWN_LABEL, text, 1));
    for (String list : all(LABELS, text, 1)) {
      labels.addAll(List.of(list.split(", ", -1)));
    }
    assertThat(LABEL_NAMES).as(text).containsAll(labels);
  }

  private static Set<String> all(Pattern pattern, String text, int group) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
    return found;
  }
}
