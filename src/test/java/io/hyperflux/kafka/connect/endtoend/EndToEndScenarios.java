package io.hyperflux.kafka.connect.endtoend;

import static io.hyperflux.kafka.connect.support.CollectedRecord.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectEnvironment;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What users rely on, on a real broker and a real worker. Each scenario has a connector, a listing,
 * a topic and an API of its own; subclasses say where broker and worker run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class EndToEndScenarios {
  private static final String KEY = "FPSX-end-to-end";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ConnectEnvironment environment;
  private ApiSimulator api;
  private String name;
  private String listing;
  private RecordCollector records;

  abstract ConnectEnvironment startEnvironment();

  @BeforeAll
  void start() {
    environment = startEnvironment();
  }

  @AfterAll
  void close() {
    if (environment != null) {
      environment.close();
    }
  }

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    name = test.getTestMethod().orElseThrow().getName();
    listing = "/v1/ai/" + name;
    api = new ApiSimulator("0.0.0.0", 0, ApiSimulator.KEY_HEADER, KEY);
    records = new RecordCollector(environment.bootstrapServers(), name);
  }

  @AfterEach
  void cleanUp() {
    records.close();
    api.close();
  }

  @Test
  void firstSightGivesOneRecordEach() {
    Instant before = Instant.now();
    put("a", "CREATED");
    put("b", "IN_PROGRESS");
    put("c", "COMPLETED");
    create(Map.of());

    assertThat(changes(records.awaitCount(3, PATIENCE)))
        .containsExactlyInAnyOrder(
            "a: null -> CREATED", "b: null -> IN_PROGRESS", "c: null -> COMPLETED");
    assertThat(records.records())
        .allSatisfy(
            record -> {
              assertThat(record.key()).isEqualTo(record.value().path("task_id").textValue());
              assertThat(record.value().path("listing").textValue()).isEqualTo(listing);
              assertThat(record.value().path("generated").isNull()).isTrue();
              assertThat(record.timestamp())
                  .isEqualTo(record.value().path("observed_at").longValue())
                  .isBetween(before.toEpochMilli(), Instant.now().toEpochMilli());
            });
    delete();
  }

  @Test
  void aFlipGivesExactlyOneRecord() {
    put("a", "IN_PROGRESS");
    put("b", "IN_PROGRESS");
    create(Map.of());
    records.awaitCount(2, PATIENCE);

    put("a", "COMPLETED");
    assertThat(changes(records.awaitCount(3, PATIENCE)).get(2))
        .isEqualTo("a: IN_PROGRESS -> COMPLETED");
    awaitPolls(3);
    assertThat(records.readToEnd()).hasSize(3);
    delete();
  }

  @Test
  void anUnchangedListingGivesNone() {
    put("a", "IN_PROGRESS");
    put("b", "FAILED");
    create(Map.of());
    records.awaitCount(2, PATIENCE);

    awaitPolls(10);
    assertThat(records.readToEnd()).hasSize(2);
    delete();
  }

  @Test
  void thereAndBackAgainGivesBothChanges() {
    put("a", "IN_PROGRESS");
    create(Map.of());
    records.awaitCount(1, PATIENCE);
    put("a", "FAILED");
    records.awaitCount(2, PATIENCE);
    put("a", "IN_PROGRESS");

    assertThat(changes(records.awaitCount(3, PATIENCE)))
        .containsExactly(
            "a: null -> IN_PROGRESS", "a: IN_PROGRESS -> FAILED", "a: FAILED -> IN_PROGRESS");
    delete();
  }

  @Test
  void aTaskTwiceInOneListingCountsOnce() {
    api.raw(
        listing,
        """
        {"data":[{"task_id":"a","status":"IN_PROGRESS"},{"task_id":"b","status":"CREATED"},
                 {"task_id":"a","status":"COMPLETED"},{"task_id":"b","status":"CREATED"}]}""");
    create(Map.of());

    assertThat(changes(records.awaitCount(2, PATIENCE)))
        .containsExactlyInAnyOrder("a: null -> COMPLETED", "b: null -> CREATED");
    awaitPolls(3);
    assertThat(records.readToEnd()).hasSize(2);
    delete();
  }

  @Test
  void aWorkerStoppedAndStartedRepeatsNothing() {
    putAndProduceThree();

    environment.stopWorker();
    changeWhileAway();
    environment.startWorker();
    assertOnlyTheChangeIsProduced();
  }

  @Test
  void aWorkerKilledAndStartedRepeatsNothingThatWasFlushed() {
    putAndProduceThree();
    awaitFlushed(3);

    environment.killWorker();
    changeWhileAway();
    environment.startWorker();
    assertOnlyTheChangeIsProduced();
  }

  @Test
  void aBrokerGoneForTwentySecondsLosesNothing() {
    putAndProduceThree();
    awaitFlushed(3);

    environment.stopBroker();
    try {
      put("a", "COMPLETED");
      // the outage itself is the scenario: nothing to wait for but time
      await().pollDelay(Duration.ofSeconds(20)).atMost(PATIENCE).until(() -> true);
    } finally {
      environment.startBroker();
    }
    put("b", "FAILED");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(changes(records.readToEnd()))
                    .contains("a: IN_PROGRESS -> COMPLETED", "b: IN_PROGRESS -> FAILED"));
    awaitPolls(3);
    List<String> all = changes(records.readToEnd());
    // what was flushed came once; the rest may come again
    assertThat(all).filteredOn(text -> text.contains("null")).hasSize(3);
    assertThat(all)
        .containsOnly(
            "a: null -> IN_PROGRESS",
            "b: null -> IN_PROGRESS",
            "c: null -> COMPLETED",
            "a: IN_PROGRESS -> COMPLETED",
            "b: IN_PROGRESS -> FAILED");
    delete();
  }

  @Test
  void aSecondConnectorDoesNotDisturbTheFirst() {
    put("a", "IN_PROGRESS");
    create(Map.of());
    records.awaitCount(1, PATIENCE);
    String second = name + "-2";
    try (RecordCollector others = new RecordCollector(environment.bootstrapServers(), second)) {
      environment.rest().createConnector(second, config(Map.of("topic", second)));
      assertThat(changes(others.awaitCount(1, PATIENCE))).containsExactly("a: null -> IN_PROGRESS");

      environment.rest().delete(second);
      awaitStopped(PATIENCE);
      put("a", "COMPLETED");
      assertThat(changes(records.awaitCount(2, PATIENCE)).get(1))
          .isEqualTo("a: IN_PROGRESS -> COMPLETED");
      assertThat(others.readToEnd()).hasSize(1);
    }
    delete();
  }

  /** As the README says it; the two simulators stand for the provider's two hosts. */
  @Test
  void theProvidersNewNameReplaysNothing() throws IOException {
    putAndProduceThree();
    try (ApiSimulator renamed = new ApiSimulator("0.0.0.0", 0, "x-magnific-api-key", KEY)) {
      renamed.put(listing, "a", "IN_PROGRESS");
      renamed.put(listing, "b", "IN_PROGRESS");
      renamed.put(listing, "c", "COMPLETED");
      create(
          Map.of(
              "hyperflux.api.url",
              environment.urlForWorker(URI.create(renamed.url())),
              "hyperflux.api.key.header",
              "x-magnific-api-key"));
      await().atMost(PATIENCE).until(() -> renamed.requests(listing) > 3);
      assertThat(records.readToEnd()).as("nothing is replayed").hasSize(3);
      long requestsToTheOldName = api.requests(listing);

      renamed.put(listing, "a", "COMPLETED");
      assertThat(changes(records.awaitCount(4, PATIENCE)).get(3))
          .isEqualTo("a: IN_PROGRESS -> COMPLETED");
      long polls = renamed.requests(listing);
      await().atMost(PATIENCE).until(() -> renamed.requests(listing) > polls + 3);
      assertThat(records.readToEnd()).hasSize(4);
      assertThat(api.requests(listing)).isEqualTo(requestsToTheOldName);
      assertThat(renamed.answered()).allMatch(answer -> answer.status() == 200);
      assertThat(renamed.requests())
          .noneMatch(request -> request.headerNames().contains(ApiSimulator.KEY_HEADER));
      delete();
    }
  }

  @Test
  void deletingAWaitingConnectorIsPrompt() {
    put("a", "IN_PROGRESS");
    create(Map.of("poll.interval.ms", "60000"));
    records.awaitCount(1, PATIENCE);

    delete();
    awaitStopped(Duration.ofSeconds(2));
    assertThat(api.requests(listing)).isEqualTo(1);
  }

  @Test
  void aWrongKeyFailsTheTaskAndSaysSo() {
    create(Map.of("hyperflux.api.key", "FPSX-wrong"));

    assertThat(environment.rest().awaitTaskFailed(name))
        .contains("401")
        .contains("Invalid API key")
        .contains("Check hyperflux.api.key")
        .doesNotContain("FPSX");
    assertThat(api.requests(listing)).isEqualTo(2);
    delete();
  }

  @Test
  void badSettingsAreToldPerField() {
    Map<String, String> config =
        config(
            Map.of(
                "hyperflux.api.url", "nonsense",
                "hyperflux.api.key", " ",
                "hyperflux.listings", "https://a.b/v1?x",
                "poll.interval.ms", "5"));

    assertThat(environment.rest().validate(config))
        .containsOnlyKeys(
            "hyperflux.api.url", "hyperflux.api.key", "hyperflux.listings", "poll.interval.ms");
    config.remove("hyperflux.api.key");
    assertThat(environment.rest().validate(config)).containsKey("hyperflux.api.key");
  }

  private void putAndProduceThree() {
    put("a", "IN_PROGRESS");
    put("b", "IN_PROGRESS");
    put("c", "COMPLETED");
    create(Map.of());
    records.awaitCount(3, PATIENCE);
  }

  private void changeWhileAway() {
    put("a", "COMPLETED");
  }

  private void assertOnlyTheChangeIsProduced() {
    assertThat(changes(records.awaitCount(4, PATIENCE)).get(3))
        .isEqualTo("a: IN_PROGRESS -> COMPLETED");
    awaitPolls(3);
    assertThat(records.readToEnd()).hasSize(4);
    delete();
  }

  private void put(String taskId, String status) {
    api.put(listing, taskId, status);
  }

  private void create(Map<String, String> settings) {
    environment.rest().createConnector(name, config(settings));
  }

  private void delete() {
    environment.rest().delete(name);
  }

  private Map<String, String> config(Map<String, String> settings) {
    Map<String, String> config =
        ConnectorConfig.of(name, environment.urlForWorker(URI.create(api.url())), KEY);
    config.put("hyperflux.listings", listing);
    // containers reach the simulator by a name that is not loopback
    config.put("hyperflux.api.allow.plaintext", "true");
    config.putAll(settings);
    config.put("name", config.get("topic"));
    return config;
  }

  /** Waits until so many more polls have been answered and taken in. */
  private void awaitPolls(int more) {
    long before = api.requests(listing);
    // when one more has come, those before it have been taken in
    await().atMost(PATIENCE).until(() -> api.requests(listing) > before + more);
  }

  private void awaitStopped(Duration atMost) {
    await()
        .atMost(atMost)
        .until(() -> environment.workerLog().contains("Stopped watching " + listing));
  }

  private void awaitFlushed(int offsets) {
    await()
        .atMost(PATIENCE)
        .until(() -> environment.rest().offsets(name).path("offsets").size() == offsets);
  }
}
