package io.hyperflux.kafka.connect.endtoend;

import static io.hyperflux.kafka.connect.support.CollectedRecord.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectEnvironment;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What users rely on, on a real broker and a real worker. Each scenario has a connector, a listing,
 * a topic and an API of its own; subclasses say where broker and worker run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class EndToEndScenarios {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension final ConnectExtension<ConnectEnvironment> connect;

  EndToEndScenarios(Supplier<ConnectEnvironment> start) {
    connect = new ConnectExtension<>(start);
  }

  @Test
  void firstSightGivesOneRecordEach() {
    Instant before = Instant.now();
    connect.put("a", "CREATED");
    connect.put("b", "IN_PROGRESS");
    connect.put("c", "COMPLETED");
    connect.create(Map.of());

    assertThat(changes(connect.records().awaitCount(3, PATIENCE)))
        .containsExactlyInAnyOrder(
            "a: null -> CREATED", "b: null -> IN_PROGRESS", "c: null -> COMPLETED");
    assertThat(connect.records().records())
        .allSatisfy(
            record -> {
              assertThat(record.key()).isEqualTo(record.value().path("task_id").textValue());
              assertThat(record.value().path("listing").textValue()).isEqualTo(connect.listing());
              assertThat(record.value().path("generated").isNull()).isTrue();
              assertThat(record.timestamp())
                  .isEqualTo(record.value().path("observed_at").longValue())
                  .isBetween(before.toEpochMilli(), Instant.now().toEpochMilli());
            });
  }

  @Test
  void aFlipGivesExactlyOneRecord() {
    connect.put("a", "IN_PROGRESS");
    connect.put("b", "IN_PROGRESS");
    connect.create(Map.of());
    connect.records().awaitCount(2, PATIENCE);

    connect.put("a", "COMPLETED");
    assertThat(changes(connect.records().awaitCount(3, PATIENCE)).get(2))
        .isEqualTo("a: IN_PROGRESS -> COMPLETED");
    connect.awaitRequests(4);
    assertThat(connect.records().readToEnd()).hasSize(3);
  }

  @Test
  void anUnchangedListingGivesNone() {
    connect.put("a", "IN_PROGRESS");
    connect.put("b", "FAILED");
    connect.create(Map.of());
    connect.records().awaitCount(2, PATIENCE);

    connect.awaitRequests(11);
    assertThat(connect.records().readToEnd()).hasSize(2);
  }

  @Test
  void thereAndBackAgainGivesBothChanges() {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of());
    connect.records().awaitCount(1, PATIENCE);
    connect.put("a", "FAILED");
    connect.records().awaitCount(2, PATIENCE);
    connect.put("a", "IN_PROGRESS");

    assertThat(changes(connect.records().awaitCount(3, PATIENCE)))
        .containsExactly(
            "a: null -> IN_PROGRESS", "a: IN_PROGRESS -> FAILED", "a: FAILED -> IN_PROGRESS");
  }

  @Test
  void aTaskTwiceInOneListingCountsOnce() {
    connect
        .api()
        .raw(
            connect.listing(),
            """
        {"data":[{"task_id":"a","status":"IN_PROGRESS"},{"task_id":"b","status":"CREATED"},
                 {"task_id":"a","status":"COMPLETED"},{"task_id":"b","status":"CREATED"}]}""");
    connect.create(Map.of());

    assertThat(changes(connect.records().awaitCount(2, PATIENCE)))
        .containsExactlyInAnyOrder("a: null -> COMPLETED", "b: null -> CREATED");
    connect.awaitRequests(4);
    assertThat(connect.records().readToEnd()).hasSize(2);
  }

  @Test
  void aWorkerStoppedAndStartedRepeatsNothing() {
    putAndProduceThree();

    connect.environment().stopWorker();
    changeWhileAway();
    connect.environment().startWorker();
    assertOnlyTheChangeIsProduced();
  }

  @Test
  void aWorkerKilledAndStartedRepeatsNothingThatWasFlushed() {
    putAndProduceThree();
    connect.awaitOffsets(3);

    connect.environment().killWorker();
    changeWhileAway();
    connect.environment().startWorker();
    assertOnlyTheChangeIsProduced();
  }

  @Test
  void aBrokerGoneForTwentySecondsLosesNothing() {
    putAndProduceThree();
    connect.awaitOffsets(3);

    connect.environment().stopBroker();
    try {
      connect.put("a", "COMPLETED");
      // the outage itself is the scenario: nothing to wait for but time
      await().pollDelay(Duration.ofSeconds(20)).atMost(PATIENCE).until(() -> true);
    } finally {
      connect.environment().startBroker();
    }
    connect.put("b", "FAILED");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(changes(connect.records().readToEnd()))
                    .contains("a: IN_PROGRESS -> COMPLETED", "b: IN_PROGRESS -> FAILED"));
    connect.awaitRequests(4);
    List<String> all = changes(connect.records().readToEnd());
    // what was flushed came once; the rest may come again
    assertThat(all).filteredOn(text -> text.contains("null")).hasSize(3);
    assertThat(all)
        .containsOnly(
            "a: null -> IN_PROGRESS",
            "b: null -> IN_PROGRESS",
            "c: null -> COMPLETED",
            "a: IN_PROGRESS -> COMPLETED",
            "b: IN_PROGRESS -> FAILED");
  }

  @Test
  void aSecondConnectorDoesNotDisturbTheFirst() {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of());
    connect.records().awaitCount(1, PATIENCE);
    String second = connect.name() + "-2";
    RecordCollector others = connect.records(second, IsolationLevel.READ_UNCOMMITTED);
    connect.create(Map.of("topic", second));
    assertThat(changes(others.awaitCount(1, PATIENCE))).containsExactly("a: null -> IN_PROGRESS");

    connect.rest().delete(second);
    awaitStopped(PATIENCE);
    connect.put("a", "COMPLETED");
    assertThat(changes(connect.records().awaitCount(2, PATIENCE)).get(1))
        .isEqualTo("a: IN_PROGRESS -> COMPLETED");
    assertThat(others.readToEnd()).hasSize(1);
  }

  /** As the page on delivery says it; the two simulators stand for the provider's two hosts. */
  @Test
  void theProvidersNewNameReplaysNothing() throws IOException {
    putAndProduceThree();
    try (ApiSimulator renamed = renamedApi()) {
      renamed.put(connect.listing(), "a", "IN_PROGRESS");
      renamed.put(connect.listing(), "b", "IN_PROGRESS");
      renamed.put(connect.listing(), "c", "COMPLETED");
      connect.create(
          Map.of(
              "hyperflux.api.url",
              connect.environment().urlForWorker(URI.create(renamed.url())),
              "hyperflux.api.key.header",
              "x-magnific-api-key"));
      await().atMost(PATIENCE).until(() -> renamed.requests(connect.listing()) > 3);
      assertThat(connect.records().readToEnd()).as("nothing is replayed").hasSize(3);
      long requestsToTheOldName = connect.requests();

      renamed.put(connect.listing(), "a", "COMPLETED");
      assertThat(changes(connect.records().awaitCount(4, PATIENCE)).get(3))
          .isEqualTo("a: IN_PROGRESS -> COMPLETED");
      long polls = renamed.requests(connect.listing());
      await().atMost(PATIENCE).until(() -> renamed.requests(connect.listing()) > polls + 3);
      assertThat(connect.records().readToEnd()).hasSize(4);
      assertThat(connect.requests()).isEqualTo(requestsToTheOldName);
      assertThat(renamed.answered()).allMatch(answer -> answer.status() == 200);
      assertThat(renamed.requests())
          .noneMatch(request -> request.headerNames().contains(ApiSimulator.KEY_HEADER));
    }
  }

  @Test
  void deletingAWaitingConnectorIsPrompt() {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of("poll.interval.ms", "60000"));
    connect.records().awaitCount(1, PATIENCE);

    connect.rest().delete(connect.name());
    awaitStopped(Duration.ofSeconds(2));
    assertThat(connect.requests()).isEqualTo(1);
  }

  @Test
  void aWrongKeyFailsTheTaskAndSaysSo() {
    connect.create(Map.of("hyperflux.api.key", "FPSX-wrong"));

    assertThat(connect.rest().awaitTaskFailed(connect.name()))
        .contains("401")
        .contains("Invalid API key")
        .contains("Check hyperflux.api.key")
        .doesNotContain("FPSX");
    assertThat(connect.requests()).isEqualTo(2);
  }

  @Test
  void badSettingsAreToldPerField() {
    Map<String, String> config =
        connect.config(
            Map.of(
                "hyperflux.api.url", "nonsense",
                "hyperflux.api.key", " ",
                "hyperflux.listings", "https://a.b/v1?x",
                "poll.interval.ms", "5"));

    assertThat(connect.rest().validate(config))
        .containsOnlyKeys(
            "hyperflux.api.url", "hyperflux.api.key", "hyperflux.listings", "poll.interval.ms");
    config.remove("hyperflux.api.key");
    assertThat(connect.rest().validate(config)).containsKey("hyperflux.api.key");
  }

  private ApiSimulator renamedApi() throws IOException {
    return new ApiSimulator(
        connect.environment().bindAddress(), 0, "x-magnific-api-key", ConnectExtension.KEY);
  }

  private void putAndProduceThree() {
    connect.put("a", "IN_PROGRESS");
    connect.put("b", "IN_PROGRESS");
    connect.put("c", "COMPLETED");
    connect.create(Map.of());
    connect.records().awaitCount(3, PATIENCE);
  }

  private void changeWhileAway() {
    connect.put("a", "COMPLETED");
  }

  private void assertOnlyTheChangeIsProduced() {
    assertThat(changes(connect.records().awaitCount(4, PATIENCE)).get(3))
        .isEqualTo("a: IN_PROGRESS -> COMPLETED");
    connect.awaitRequests(4);
    assertThat(connect.records().readToEnd()).hasSize(4);
  }

  private void awaitStopped(Duration atMost) {
    await()
        .atMost(atMost)
        .until(() -> connect.workerLog().contains("Stopped watching " + connect.listing()));
  }
}
