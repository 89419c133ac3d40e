package io.hyperflux.kafka.connect.documents;

import static io.hyperflux.kafka.connect.support.CollectedRecord.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import io.hyperflux.kafka.connect.support.RestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages' commands, run as they stand there, against a real worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class PageCommandsIT {
  private static final String KEY = "FPSX-pages";
  private static final String LISTING = ApiSimulator.LISTING;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private EmbeddedEnvironment environment;
  private ApiSimulator api;
  private RecordCollector records;

  @BeforeAll
  void start() throws InterruptedException {
    assumeTrue(Scripts.canRun(), "jq is not installed");
    environment = EmbeddedEnvironment.inJvm(EmbeddedOptions.defaults());
  }

  @AfterAll
  void close() {
    if (environment != null) {
      environment.close();
    }
  }

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    api = new ApiSimulator(KEY);
    records =
        new RecordCollector(
            environment.bootstrapServers(), test.getTestMethod().orElseThrow().getName());
    api.put("a", "IN_PROGRESS");
    api.put("b", "COMPLETED");
    rest()
        .createConnector(
            "hyperflux", config("hyperflux", test.getTestMethod().orElseThrow().getName()));
    records.awaitCount(2, PATIENCE);
    awaitOffsets("hyperflux", 2);
  }

  /** A connector's offsets outlive it: they are reset before it goes. */
  @AfterEach
  void cleanUp() {
    for (String connector : rest().connectors()) {
      stop(connector);
      rest().resetOffsets(connector);
      rest().delete(connector);
    }
    records.close();
    api.close();
  }

  @Test
  void checksAConfiguration() throws Exception {
    Map<String, String> right = Map.of("hyperflux.api.url", api.url(), "hyperflux.api.key", KEY);
    assertThat(check(right))
        .returns(0, Scripts.Result::exit)
        .extracting(Scripts.Result::output)
        .asString()
        .startsWith("No errors. The API was asked");

    Map<String, String> wrong = new HashMap<>(right);
    wrong.put("topic", "a b");
    wrong.put("poll.interval.ms", "5");
    assertThat(check(wrong).exit()).isEqualTo(1);
    assertThat(check(wrong).output().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("topic: "))
        .anyMatch(line -> line.startsWith("poll.interval.ms: "))
        .anyMatch(line -> line.startsWith("The API was not asked"));

    Map<String, String> refused = new HashMap<>(right);
    refused.put("hyperflux.api.key", "FPSX-wrong");
    assertThat(check(refused).output())
        .startsWith("hyperflux.api.key: ")
        .contains("401", "it refuses this configuration");

    Map<String, String> unasked = new HashMap<>(right);
    unasked.put("validate.connection", "false");
    assertThat(check(unasked))
        .returns(0, Scripts.Result::exit)
        .extracting(Scripts.Result::output)
        .asString()
        .contains("because of validate.connection=false");
  }

  /** What the README's command says of the distributed example with these settings. */
  private Scripts.Result check(Map<String, String> settings) throws Exception {
    ObjectNode example = (ObjectNode) Examples.json("hyperflux-distributed.json");
    settings.forEach((key, value) -> example.withObject("/config").put(key, value));
    Path config = Files.createDirectories(directory.resolve("config"));
    Files.writeString(config.resolve("hyperflux-distributed.json"), example.toString());
    return script(Page.README, "Check a configuration");
  }

  @Test
  void replaysOneTask() throws Exception {
    assertThat(script(Page.DELIVERY, "Look").output()).contains("\ta\n", "\tb\n");
    JsonNode offsets = rest().offsets("hyperflux").path("offsets");
    Map<String, JsonNode> slots = new TreeMap<>();
    offsets.forEach(entry -> slots.put(entry.path("partition").path("slot").asText(), entry));
    assertThat(slots).containsOnlyKeys(LISTING + "#0", LISTING + "#1");
    assertThat(slots.get(LISTING + "#0").path("offset").path("task_id").asText()).isEqualTo("b");

    assertThat(script(Page.DELIVERY, "Replay one task").exit()).isZero();
    assertThat(changes(records.awaitCount(3, PATIENCE)).get(2)).isEqualTo("b: null -> COMPLETED");
    awaitRequests(3);
    assertThat(records.readToEnd()).hasSize(3);
    awaitOffsets("hyperflux", 2);
  }

  @Test
  void replaysAListing() throws Exception {
    assertThat(script(Page.DELIVERY, "Replay a listing").exit()).isZero();
    assertThat(changes(records.awaitCount(4, PATIENCE)).subList(2, 4))
        .containsExactlyInAnyOrder("a: null -> IN_PROGRESS", "b: null -> COMPLETED");
    awaitRequests(3);
    assertThat(records.readToEnd()).hasSize(4);
  }

  @Test
  void movesToANewNameWithoutAReplay() throws Exception {
    assertThat(script(Page.DELIVERY, "Move to a new name").exit()).isZero();

    rest().awaitRunning("new-name");
    assertThat(rest().connectors()).containsExactly("new-name");
    api.put("a", "COMPLETED");
    assertThat(changes(records.awaitCount(3, PATIENCE)).get(2))
        .isEqualTo("a: IN_PROGRESS -> COMPLETED");
    awaitRequests(3);
    assertThat(records.readToEnd()).hasSize(3);
    awaitOffsets("new-name", 2);
  }

  @Test
  void saysWhatIsWrongAndAltersNothing() {
    stop("hyperflux");
    JsonNode before = rest().offsets("hyperflux");

    assertThatThrownBy(
            () ->
                rest()
                    .alterOffsets(
                        "hyperflux",
                        Map.of(
                            "offsets",
                            List.of(
                                Map.of(
                                    "partition", Map.of("slot", LISTING + "#01"),
                                    "offset", Map.of("position", 7))))))
        .isInstanceOf(RestException.class)
        .hasMessageContaining("No offset was altered.")
        .hasMessageContaining("without leading zeros")
        .hasMessageContaining("has no task_id")
        .hasMessageContaining("does not know: [position]");
    assertThat(rest().offsets("hyperflux")).isEqualTo(before);
  }

  /** Runs the shell commands that a page has after these words, with a task that there is. */
  private Scripts.Result script(Page page, String words) throws Exception {
    String commands =
        commands(page, words)
            .replace("localhost:8083", rest().uri().getAuthority())
            .replace("046b6c7f-0b8a-43b9-b35d-6489e6daee91", "b");
    return new Scripts(directory).run(commands, rest().uri());
  }

  private static String commands(Page page, String words) {
    String text = page.text();
    int section = text.indexOf("\n**" + words + "**");
    assertThat(section).as("%s has %s", page, words).isNotNegative();
    int from = text.indexOf("```sh\n", section) + 6;
    return text.substring(from, text.indexOf("```", from));
  }

  private void stop(String connector) {
    rest().stop(connector);
    rest()
        .awaitStatus(
            connector, "stopped", now -> now.state().equals("STOPPED") && now.tasks().isEmpty());
  }

  private Map<String, String> config(String name, String topic) {
    Map<String, String> config = ConnectorConfig.of(topic, api.url(), KEY);
    config.put("name", name);
    return config;
  }

  private ConnectRest rest() {
    return environment.rest();
  }

  private void awaitOffsets(String connector, int count) {
    await().atMost(PATIENCE).until(() -> rest().offsets(connector).path("offsets").size() == count);
  }

  /** When one has come, those before it have been answered and taken in. */
  private void awaitRequests(int more) {
    long before = api.requests(LISTING);
    await().atMost(PATIENCE).until(() -> api.requests(LISTING) >= before + more);
  }
}
