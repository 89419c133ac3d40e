package io.hyperflux.kafka.connect.endtoend;

import static io.hyperflux.kafka.connect.support.CollectedRecord.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker with exactly-once support: nothing comes twice and nothing is lost, kill -9 included.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class ExactlyOnceIT {
  private static final String KEY = "FPSX-exactly-once";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private EmbeddedEnvironment environment;
  private ApiSimulator api;
  private String name;
  private String listing;

  @BeforeAll
  void start() {
    environment =
        EmbeddedEnvironment.withChildWorker(
            EmbeddedOptions.defaults()
                .worker("exactly.once.source.support", "enabled")
                // a worker that starts after a kill waits for the transaction torn apart
                .worker("producer.transaction.timeout.ms", "10000"));
  }

  @AfterAll
  void close() {
    if (environment != null) {
      environment.close();
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    api = new ApiSimulator(KEY);
  }

  @AfterEach
  void cleanUp() {
    if (rest().connectors().contains(name)) {
      rest().delete(name);
    }
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "interval"})
  void firstSightFlipsAndACleanRestartComeOnce(String boundary) {
    named("once-" + boundary);
    api.put(listing, "a", "IN_PROGRESS");
    api.put(listing, "b", "COMPLETED");
    try (RecordCollector committed = committed()) {
      create(boundary, Map.of());
      committed.awaitCount(2, PATIENCE);
      api.put(listing, "a", "COMPLETED");
      committed.awaitCount(3, PATIENCE);

      environment.stopWorker();
      api.put(listing, "b", "FAILED");
      environment.startWorker();
      committed.awaitCount(4, PATIENCE);
      awaitPolls(3);

      assertThat(changes(committed.readToEnd()))
          .containsExactlyInAnyOrder(
              "a: null -> IN_PROGRESS",
              "b: null -> COMPLETED",
              "a: IN_PROGRESS -> COMPLETED",
              "b: COMPLETED -> FAILED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "interval"})
  void aKillInTheMiddleOfThousandsLosesAndRepeatsNothing(String boundary) {
    named("killed-" + boundary);
    int tasks = 20_000;
    serve(tasks, "COMPLETED");
    try (RecordCollector committed = committed();
        RecordCollector everything = new RecordCollector(environment.bootstrapServers(), name)) {
      // many small transactions, or one that the kill tears apart
      create(boundary, Map.of("batch.max.records", "50"));
      everything.awaitCount(3_000, PATIENCE);
      environment.killWorker();
      int before = everything.readToEnd().size();
      assertThat(before).as("the kill comes in the middle").isLessThan(tasks);

      environment.startWorker();
      committed.awaitCount(tasks, PATIENCE);
      awaitPolls(3);
      List<CollectedRecord> all = committed.readToEnd();
      assertThat(all).hasSize(tasks);
      assertThat(Set.copyOf(changes(all))).hasSize(tasks);
      assertThat(changes(all)).allMatch(text -> text.endsWith(": null -> COMPLETED"));
      System.out.printf(
          "transaction.boundary=%s: killed after %d of %d records, %d of them aborted%n",
          boundary, before, tasks, everything.readToEnd().size() - tasks);

      assertSlotsAreUnique(tasks);
    }
  }

  @Test
  void transactionsOfTheConnectorsOwnAreNotOffered() {
    named("own-transactions");
    Map<String, String> config = config("connector", Map.of());

    assertThat(rest().validate(config))
        .containsOnlyKeys("transaction.boundary")
        .extractingByKey("transaction.boundary")
        .asString()
        .contains("does not support connector-defined transaction boundaries");
    assertThat(rest().validate(config("poll", Map.of("exactly.once.support", "required"))))
        .isEmpty();
  }

  /** Offsets are as exact as records: a second start on them is silent, and none is superfluous. */
  private void assertSlotsAreUnique(int tasks) {
    Set<String> slots = new HashSet<>();
    Set<String> ids = new HashSet<>();
    await().atMost(PATIENCE).until(() -> rest().offsets(name).path("offsets").size() == tasks);
    rest()
        .offsets(name)
        .path("offsets")
        .forEach(
            entry -> {
              slots.add(entry.path("partition").path("slot").asText());
              ids.add(entry.path("offset").path("task_id").asText());
            });
    assertThat(slots).hasSize(tasks);
    assertThat(ids).hasSize(tasks);
  }

  private void named(String connector) {
    name = connector;
    listing = "/v1/ai/" + connector;
  }

  private void serve(int tasks, String status) {
    api.raw(
        listing,
        IntStream.range(0, tasks)
            .mapToObj(i -> "{\"task_id\":\"task-%d\",\"status\":\"%s\"}".formatted(i, status))
            .collect(Collectors.joining(",", "{\"data\":[", "]}")));
  }

  private void create(String boundary, Map<String, String> settings) {
    rest().createConnector(name, config(boundary, settings));
  }

  private Map<String, String> config(String boundary, Map<String, String> settings) {
    Map<String, String> config = ConnectorConfig.of(name, api.url(), KEY);
    config.put("name", name);
    config.put("hyperflux.listings", listing);
    config.put("exactly.once.support", "required");
    config.put("transaction.boundary", boundary);
    config.putAll(settings);
    return config;
  }

  private ConnectRest rest() {
    return environment.rest();
  }

  private RecordCollector committed() {
    return new RecordCollector(environment.bootstrapServers(), name, IsolationLevel.READ_COMMITTED);
  }

  /** Waits until so many more polls have been answered and taken in. */
  private void awaitPolls(int more) {
    long before = api.requests(listing);
    await().atMost(PATIENCE).until(() -> api.requests(listing) > before + more);
  }
}
