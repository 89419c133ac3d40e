package io.hyperflux.kafka.connect.documents;

import static io.hyperflux.kafka.connect.support.CollectedRecord.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import io.hyperflux.kafka.connect.support.RestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private EmbeddedEnvironment environment;
  private ApiSimulator api;
  private RecordCollector records;

  @BeforeAll
  void start() {
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
    assumeTrue(hasJq(), "jq is not installed");
    Map<String, String> right = Map.of("hyperflux.api.url", api.url(), "hyperflux.api.key", KEY);
    assertThat(check(right)).isEmpty();

    Map<String, String> wrong = new HashMap<>(right);
    wrong.put("topic", "a b");
    wrong.put("poll.interval.ms", "5");
    assertThat(check(wrong).lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("topic: "))
        .anyMatch(line -> line.startsWith("poll.interval.ms: "));

    Map<String, String> refused = new HashMap<>(right);
    refused.put("hyperflux.api.key", "FPSX-wrong");
    assertThat(check(refused)).startsWith("hyperflux.api.key: ").contains("401");
  }

  /** What the README's command says of the distributed example with these settings. */
  private String check(Map<String, String> settings) throws Exception {
    ObjectNode example = (ObjectNode) Examples.json("hyperflux-distributed.json");
    settings.forEach((key, value) -> example.withObject("/config").put(key, value));
    Path config = Files.createDirectories(directory.resolve("config"));
    Files.writeString(config.resolve("hyperflux-distributed.json"), example.toString());
    return script(Page.README, "Check a configuration");
  }

  private static boolean hasJq() throws InterruptedException {
    try {
      return new ProcessBuilder("jq", "--version").start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  @Test
  void replaysOneTask() throws Exception {
    script(Page.DELIVERY, "Look");
    JsonNode offsets = rest().offsets("hyperflux").path("offsets");
    Map<String, JsonNode> slots = new TreeMap<>();
    offsets.forEach(entry -> slots.put(entry.path("partition").path("slot").asText(), entry));
    assertThat(slots).containsOnlyKeys(LISTING + "#0", LISTING + "#1");
    assertThat(slots.get(LISTING + "#0").path("offset").path("task_id").asText()).isEqualTo("b");

    script(Page.DELIVERY, "Replay one task");
    assertThat(changes(records.awaitCount(3, PATIENCE)).get(2)).isEqualTo("b: null -> COMPLETED");
    awaitRequests(3);
    assertThat(records.readToEnd()).hasSize(3);
    awaitOffsets("hyperflux", 2);
  }

  @Test
  void replaysAListing() throws Exception {
    script(Page.DELIVERY, "Replay everything");
    assertThat(changes(records.awaitCount(4, PATIENCE)).subList(2, 4))
        .containsExactlyInAnyOrder("a: null -> IN_PROGRESS", "b: null -> COMPLETED");
    awaitRequests(3);
    assertThat(records.readToEnd()).hasSize(4);
  }

  @Test
  void movesToANewNameWithoutAReplay(TestInfo test) throws Exception {
    Files.writeString(
        directory.resolve("new-name.json"),
        JSON.writeValueAsString(
            Map.of(
                "name",
                "new-name",
                "initial_state",
                "STOPPED",
                "config",
                config("new-name", test.getTestMethod().orElseThrow().getName()))));
    script(Page.DELIVERY, "Move to a new name");

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

  /** Runs the shell commands that a page has after these words; returns what they print. */
  private String script(Page page, String words) throws Exception {
    String commands =
        (commands(Page.DELIVERY, "A shorthand") + commands(page, words))
            .replace("localhost:8083", rest().uri().getAuthority());
    Process shell =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(output).isZero();
    return output;
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
