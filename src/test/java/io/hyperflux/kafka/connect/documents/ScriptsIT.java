package io.hyperflux.kafka.connect.documents;

import static io.hyperflux.kafka.connect.support.CollectedRecord.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of config/bin where a worker refuses something, and where it rebalances. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ScriptsIT {
  private static final String KEY = "FPSX-scripts";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private EmbeddedEnvironment environment;
  private ApiSimulator api;
  private RecordCollector records;
  private InterruptedRest between;
  @TempDir private Path root;
  private Path directory;
  private String topic;

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
    topic = test.getTestMethod().orElseThrow().getName() + "-" + System.nanoTime();
    directory = Files.createDirectories(root.resolve(topic));
    api = new ApiSimulator(KEY);
    records = new RecordCollector(environment.bootstrapServers(), topic);
    between = new InterruptedRest(rest().uri());
    api.put("a", "IN_PROGRESS");
    api.put("b", "COMPLETED");
    rest().createConnector("hyperflux", ConnectorConfig.of(topic, api.url(), KEY));
    records.awaitCount(2, PATIENCE);
    await().atMost(PATIENCE).until(() -> offsets("hyperflux").size() == 2);
  }

  /** A connector's offsets outlive it: they are reset before it goes. */
  @AfterEach
  void cleanUp() {
    for (String connector : rest().connectors()) {
      rest().stop(connector);
      rest().awaitStatus(connector, "stopped", now -> now.tasks().isEmpty());
      rest().resetOffsets(connector);
      rest().delete(connector);
    }
    between.close();
    records.close();
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"offsets", "replay", "move", "check"})
  void saysWhatItDoes(String command) throws Exception {
    Scripts.Result help = run(command + " -h");

    assertThat(help.exit()).isZero();
    assertThat(help.output()).startsWith(command + " ").contains("CONNECT_URL");
    assertThat(run(command)).isEqualTo(new Scripts.Result(2, help.output()));
  }

  @Test
  void offsetsTellsTheSlotOfATask() throws Exception {
    assertThat(run("offsets hyperflux b"))
        .returns(0, Scripts.Result::exit)
        .extracting(Scripts.Result::output)
        .asString()
        .contains("\tCOMPLETED\t", "\tb\n")
        .doesNotContain("\ta\n");
    assertThat(run("offsets hyperflux nobody"))
        .returns(1, Scripts.Result::exit)
        .extracting(Scripts.Result::output)
        .asString()
        .contains("no slot of hyperflux holds nobody");
  }

  @Test
  void replayOfNothingSaysSoAndStopsNothing() throws Exception {
    between.refuse("PUT", "/stop", 500, 1);

    assertThat(run("replay hyperflux task nobody"))
        .returns(1, Scripts.Result::exit)
        .extracting(Scripts.Result::output)
        .asString()
        .contains("no slot of hyperflux holds task nobody", "nothing was changed");
  }

  @Test
  void replayWaitsWhileTheWorkersRebalance() throws Exception {
    between.refuse("PUT", "/stop", 409, 2).refuse("PATCH", "/offsets", 409, 2);

    assertThat(run("replay hyperflux task b").exit()).isZero();
    assertThat(changes(records.awaitCount(3, PATIENCE)).get(2)).isEqualTo("b: null -> COMPLETED");
    assertThat(run("replay hyperflux listing " + ApiSimulator.LISTING).exit()).isZero();
    records.awaitCount(5, PATIENCE);
  }

  @Test
  void replayThatIsRefusedForgetsNothing() throws Exception {
    Set<JsonNode> before = offsets("hyperflux");
    between.refuse("PATCH", "/offsets", 500, 1);

    assertThat(run("replay hyperflux all"))
        .returns(1, Scripts.Result::exit)
        .extracting(Scripts.Result::output)
        .asString()
        .contains("answered 500: refused on purpose", "hyperflux is running again");
    rest().awaitRunning("hyperflux");
    assertThat(offsets("hyperflux")).isEqualTo(before);
  }

  @Test
  void replayLeavesAPausedConnectorPaused() throws Exception {
    rest().pause("hyperflux");
    rest().awaitStatus("hyperflux", "paused", now -> now.isAll("PAUSED"));

    assertThat(run("replay hyperflux all").output()).contains("hyperflux is paused again");
    // without tasks: Connect makes none before it is resumed
    rest().awaitStatus("hyperflux", "paused", now -> now.state().equals("PAUSED"));
    assertThat(offsets("hyperflux")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"POST, /connectors", "PATCH, /new-name/offsets", "PUT, /new-name/resume"})
  void moveThatIsRefusedLeavesTheOldOneAsItWas(String method, String pathEnd) throws Exception {
    Set<JsonNode> before = offsets("hyperflux");
    between.refuse(method, pathEnd, 500, 1);

    assertThat(run("move hyperflux new-name"))
        .returns(1, Scripts.Result::exit)
        .extracting(Scripts.Result::output)
        .asString()
        .contains("refused on purpose", "hyperflux is what it was");
    rest().awaitRunning("hyperflux");
    assertThat(rest().connectors()).containsExactly("hyperflux");
    assertThat(offsets("hyperflux")).isEqualTo(before);
  }

  @Test
  void moveGoesOnWhereItWasInterrupted() throws Exception {
    between.refuse("POST", "/connectors", 409, 1).refuse("DELETE", "/hyperflux", 500, 1);

    assertThat(run("move hyperflux new-name").output()).contains("Run this again");
    assertThat(run("move hyperflux new-name").exit()).isZero();
    assertMoved();
  }

  /** The old one is not deleted before that. */
  @Test
  void moveToWhatDoesNotRunCanBeMended() throws Exception {
    Map<String, String> config = ConnectorConfig.of(topic, api.url(), "FPSX-wrong");
    config.put("retry.refused.timeout.ms", "0");
    Files.writeString(directory.resolve("new.json"), new ObjectMapper().writeValueAsString(config));

    assertThat(run("move hyperflux new-name new.json"))
        .returns(1, Scripts.Result::exit)
        .extracting(Scripts.Result::output)
        .asString()
        .contains("new-name does not run", "401");
    assertThat(rest().connectors()).containsExactlyInAnyOrder("hyperflux", "new-name");
    assertThat(offsets("hyperflux")).hasSize(2);

    rest().createConnector("new-name", ConnectorConfig.of(topic, api.url(), KEY));
    assertThat(run("move hyperflux new-name").exit()).isZero();
    assertMoved();
  }

  private void assertMoved() {
    rest().awaitRunning("new-name");
    assertThat(rest().connectors()).containsExactly("new-name");
    assertThat(directory.resolve("offsets-hyperflux.json")).exists();
    api.put("a", "COMPLETED");
    assertThat(changes(records.awaitCount(3, PATIENCE)).get(2))
        .isEqualTo("a: IN_PROGRESS -> COMPLETED");
  }

  private Scripts.Result run(String command) throws Exception {
    return new Scripts(directory).run("config/bin/" + command, between.uri());
  }

  private Set<JsonNode> offsets(String connector) {
    Set<JsonNode> offsets = new HashSet<>();
    rest().offsets(connector).path("offsets").forEach(offsets::add);
    return offsets;
  }

  private ConnectRest rest() {
    return environment.rest();
  }
}
