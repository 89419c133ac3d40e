package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ProviderAnswer;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user of the provider lives through, on a real broker and a real worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ProviderEndToEndIT {
  private static final String KEY = "FPSX-provider-end-to-end";
  private static final String LISTING = ApiSimulator.LISTING;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HICCUP = Duration.ofSeconds(8);
  private static final int ALWAYS = 1_000_000;

  private EmbeddedEnvironment environment;
  private ApiSimulator api;
  private String name;
  private RecordCollector records;
  private int connectors;

  @BeforeAll
  void start() {
    environment = EmbeddedEnvironment.withChildWorker(EmbeddedOptions.defaults());
  }

  @AfterAll
  void close() {
    if (environment != null) {
      environment.close();
    }
  }

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    name = test.getTestMethod().orElseThrow().getName() + ++connectors;
    api = new ApiSimulator(KEY);
    records = new RecordCollector(environment.bootstrapServers(), name);
  }

  @AfterEach
  void cleanUp() {
    if (rest().connectors().contains(name)) {
      rest().delete(name);
    }
    records.close();
    api.close();
  }

  @Test
  void aNewAccountSeesItsFirstTask() {
    create(Map.of("validate.connection", "true"));
    long polls = api.requests(LISTING);
    await().atMost(PATIENCE).until(() -> api.requests(LISTING) > polls + 3);
    assertThat(rest().status(name).isAll("RUNNING")).isTrue();
    api.put("first", "CREATED");

    assertThat(records.awaitCount(1, PATIENCE))
        .extracting(CollectedRecord::key)
        .containsExactly("first");
    assertThat(environment.workerLog()).contains(LISTING + " has no tasks");
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_KEY", "CHALLENGE", "NO_SUCH_PATH"})
  void aRefusalOfSomeSecondsLosesAndRepeatsNothing(ProviderAnswer answer) {
    api.put("a", "IN_PROGRESS");
    api.put("b", "COMPLETED");
    create(Map.of("retry.backoff.max.ms", "1000"));
    records.awaitCount(2, PATIENCE);
    api.respond(LISTING, ALWAYS, answer);
    long refused = api.requests(LISTING);
    api.put("a", "COMPLETED");
    api.put("c", "CREATED");
    await().during(HICCUP).atMost(PATIENCE).until(() -> rest().status(name).isAll("RUNNING"));
    assertThat(api.requests(LISTING)).isGreaterThan(refused + 3);
    assertThat(records.readToEnd()).hasSize(2);
    api.recover();

    records.awaitCount(4, PATIENCE);
    long polls = api.requests(LISTING);
    await().atMost(PATIENCE).until(() -> api.requests(LISTING) > polls + 3);
    assertThat(CollectedRecord.changes(records.readToEnd()))
        .containsExactlyInAnyOrder(
            "a: null -> IN_PROGRESS",
            "b: null -> COMPLETED",
            "a: IN_PROGRESS -> COMPLETED",
            "c: null -> CREATED");
    assertThat(environment.workerLog())
        .contains(answer.words(), "It was served before, so this may pass");
  }

  @Test
  void aRefusalThatStaysFailsTheConnectTaskWithTheProvidersWords() {
    api.put("a", "IN_PROGRESS");
    create(Map.of("retry.refused.timeout.ms", "3000"));
    records.awaitCount(1, PATIENCE);
    api.respond(LISTING, ALWAYS, ProviderAnswer.WRONG_KEY);

    assertThat(rest().awaitTaskFailed(name))
        .contains(ProviderAnswer.WRONG_KEY.words())
        .contains("retry.refused.timeout.ms says to give up after 3000 ms")
        .contains("hyperflux.api.key");
  }

  @Test
  void itIsBorneRightAfterARestartToo() {
    api.put("a", "IN_PROGRESS");
    create(Map.of("retry.backoff.max.ms", "1000"));
    records.awaitCount(1, PATIENCE);
    rest().stop(name);
    await().atMost(PATIENCE).until(() -> rest().status(name).tasks().isEmpty());
    api.respond(LISTING, ALWAYS, ProviderAnswer.CHALLENGE);
    long refused = api.requests(LISTING);
    rest().resume(name);
    await().atMost(PATIENCE).until(() -> api.requests(LISTING) > refused + 5);
    assertThat(rest().status(name).isAll("RUNNING")).isTrue();
    api.put("a", "COMPLETED");
    api.recover();

    records.awaitCount(2, PATIENCE);
    assertThat(records.readToEnd()).hasSize(2);
  }

  private ConnectRest rest() {
    return environment.rest();
  }

  private void create(Map<String, String> settings) {
    Map<String, String> config = ConnectorConfig.of(name, api.url(), KEY);
    config.putAll(settings);
    rest().createConnector(name, config);
  }
}
