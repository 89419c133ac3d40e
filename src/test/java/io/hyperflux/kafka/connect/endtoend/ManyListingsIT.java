package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.ConnectorStatus;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Several listings, look-ups and the request budget on a real worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ManyListingsIT {
  private static final String KEY = "FPSX-many";
  private static final String FLUX = "/v1/ai/text-to-image/flux-dev";
  private static final String MYSTIC = "/v1/ai/mystic";
  private static final String SEEDREAM = "/v1/ai/text-to-image/seedream-v4";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private EmbeddedEnvironment environment;
  private ApiSimulator api;

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
  void prepare() throws IOException {
    api = new ApiSimulator(KEY);
  }

  @AfterEach
  void cleanUp() {
    rest().connectors().forEach(rest()::delete);
    api.close();
  }

  @Test
  void threeListingsAreWatchedByTwoConnectTasks() {
    String name = "three";
    api.put(FLUX, "f", "CREATED");
    api.put(MYSTIC, "m", "CREATED");
    api.put(SEEDREAM, "s", "CREATED");
    Map<String, String> config = config(name, FLUX, MYSTIC, SEEDREAM);
    config.put("poll.interval.ms", "1000");
    config.put("retry.refused.timeout.ms", "2000");
    create(name, config);
    assertThat(rest().status(name).tasks()).hasSize(2);
    try (RecordCollector records = records(name)) {
      records.awaitCount(3, PATIENCE);
      await().atMost(PATIENCE).until(() -> api.requests(SEEDREAM) > 4);
      assertThat(gapBetween(FLUX, SEEDREAM))
          .as("they share a Connect task, and take turns")
          .isBetween(Duration.ofMillis(300), Duration.ofMillis(700));

      api.respond(SEEDREAM, 1_000, 404, Map.of(), "{\"message\":\"No such model\"}");
      await().atMost(PATIENCE).until(() -> environment.workerLog().contains("is parked"));
      api.put(FLUX, "f", "COMPLETED");
      api.put(MYSTIC, "m", "COMPLETED");

      assertThat(byListing(records.awaitCount(5, PATIENCE)))
          .isEqualTo(
              Map.of(
                  FLUX, List.of("f: null -> CREATED", "f: CREATED -> COMPLETED"),
                  MYSTIC, List.of("m: null -> CREATED", "m: CREATED -> COMPLETED"),
                  SEEDREAM, List.of("s: null -> CREATED")));
      assertThat(environment.workerLog().lines())
          .anyMatch(line -> line.contains("ERROR") && line.contains(SEEDREAM + " is parked"));
      assertThat(rest().awaitRunning(name).tasks()).hasSize(2);
    }
  }

  @Test
  void listingsComeGoAndMoveWithoutAReplay() {
    String name = "moving";
    List<String> all = List.of(FLUX, MYSTIC, SEEDREAM);
    all.forEach(listing -> api.put(listing, "old of " + listing, "COMPLETED"));
    create(name, config(name, FLUX, MYSTIC, SEEDREAM));
    try (RecordCollector records = records(name)) {
      records.awaitCount(3, PATIENCE);

      create(name, config(name, FLUX, SEEDREAM));
      awaitRequests(FLUX, SEEDREAM);
      create(name, config(name, SEEDREAM, MYSTIC, FLUX));
      awaitRequests(FLUX, MYSTIC, SEEDREAM);
      for (String tasks : List.of("3", "1")) { // each listing moves to another Connect task
        Map<String, String> config = config(name, FLUX, MYSTIC, SEEDREAM);
        config.put("tasks.max", tasks);
        create(name, config);
        rest()
            .awaitStatus(
                name,
                tasks + " tasks",
                status ->
                    status.isAll("RUNNING") && status.tasks().size() == tasks.charAt(0) - '0');
        awaitRequests(FLUX, MYSTIC, SEEDREAM);
      }

      all.forEach(listing -> api.put(listing, "new of " + listing, "CREATED"));
      records.awaitCount(6, PATIENCE);
      awaitRequests(FLUX, MYSTIC, SEEDREAM);
      assertThat(records.readToEnd()).extracting(CollectedRecord::key).doesNotHaveDuplicates();
    }
  }

  @Test
  void anotherWorkerTakesAListingOverAndGivesItBackWithoutAReplay() {
    String name = "rebalanced";
    List<String> all = List.of(FLUX, MYSTIC, SEEDREAM);
    all.forEach(listing -> api.put(listing, "old of " + listing, "COMPLETED"));
    create(name, config(name, FLUX, MYSTIC, SEEDREAM));
    try (RecordCollector records = records(name)) {
      records.awaitCount(3, PATIENCE);

      EmbeddedWorker other = environment.startOneMoreWorker("worker-2");
      rest()
          .awaitStatus(
              name,
              "a Connect task on each worker",
              status -> status.isAll("RUNNING") && workers(status).size() == 2);
      awaitRequests(FLUX, MYSTIC, SEEDREAM);
      other.stop();
      rest()
          .awaitStatus(
              name,
              "both Connect tasks on the worker that is left",
              status -> status.isAll("RUNNING") && !workers(status).contains(other.id()));
      awaitRequests(FLUX, MYSTIC, SEEDREAM);

      all.forEach(listing -> api.put(listing, "new of " + listing, "CREATED"));
      records.awaitCount(6, PATIENCE);
      awaitRequests(FLUX, MYSTIC, SEEDREAM);
      assertThat(records.readToEnd()).extracting(CollectedRecord::key).doesNotHaveDuplicates();
    }
  }

  private static Set<String> workers(ConnectorStatus status) {
    return status.tasks().stream().map(ConnectorStatus.Task::workerId).collect(Collectors.toSet());
  }

  @Test
  void anEndThatCameWhileTheWorkerWasDownIsReportedOnce() {
    String name = "missed";
    api.put(FLUX, "left", "IN_PROGRESS");
    api.put(FLUX, "stayed", "IN_PROGRESS");
    create(name, config(name, FLUX));
    try (RecordCollector records = records(name)) {
      records.awaitCount(2, PATIENCE);
      environment.stopWorker();
      api.leaveListing("left");
      api.put(FLUX, "left", "COMPLETED");
      environment.startWorker();

      records.awaitCount(3, PATIENCE);
      awaitRequests(FLUX);
      api.put(FLUX, "stayed", "FAILED");
      records.awaitCount(4, PATIENCE);
      awaitRequests(FLUX);
      assertThat(CollectedRecord.changes(records.readToEnd()))
          .containsSequence("left: IN_PROGRESS -> COMPLETED", "stayed: IN_PROGRESS -> FAILED")
          .hasSize(4);
      assertThat(api.lookups()).isEqualTo(1);
    }
  }

  @Test
  void fiveHundredCompletionsArriveWithTheirImages() {
    String name = "images";
    List<String> ids = IntStream.range(0, 500).mapToObj(i -> "task-" + i).toList();
    ids.forEach(id -> api.put(FLUX, id, "IN_PROGRESS"));
    Map<String, String> config = config(name, FLUX);
    config.put("hyperflux.requests.per.minute", "6000");
    config.put("lookup.completed", "true");
    create(name, config);
    try (RecordCollector records = records(name)) {
      records.awaitCount(500, PATIENCE);
      ids.forEach(id -> api.put(FLUX, id, "COMPLETED"));
      records.awaitCount(1_000, PATIENCE);
      awaitRequests(FLUX);

      Map<String, List<CollectedRecord>> byTask =
          records.readToEnd().stream().collect(Collectors.groupingBy(CollectedRecord::key));
      assertThat(byTask).hasSize(500);
      byTask.forEach(
          (id, its) -> {
            assertThat(CollectedRecord.changes(its))
                .containsExactly(id + ": null -> IN_PROGRESS", id + ": IN_PROGRESS -> COMPLETED");
            assertThat(its.get(0).value().path("generated").isNull()).isTrue();
            assertThat(its.get(1).value().path("generated"))
                .isNotEmpty()
                .allMatch(url -> url.asText().matches("https://[^/]+/" + id + "(-2)?\\.jpg\\?.+"));
          });
    }
    assertThat(api.lookups()).isEqualTo(500);
    assertThat(api.mostSimultaneousLookups()).isBetween(1, 4);
    long[] times = api.requests().stream().mapToLong(ApiSimulator.Request::nanoTime).toArray();
    for (int i = 0; i + 200 < times.length; i++) {
      // two seconds' budget, less what a request may be late on its way
      assertThat(times[i + 200] - times[i]).isGreaterThan(Duration.ofMillis(1_700).toNanos());
    }
    assertThat(environment.workerLog()).doesNotContain("ai-statics.example");
  }

  private ConnectRest rest() {
    return environment.rest();
  }

  private Map<String, String> config(String topic, String... listings) {
    Map<String, String> config = new HashMap<>(ConnectorConfig.of(topic, api.url(), KEY));
    config.put("hyperflux.listings", String.join(",", listings));
    config.put("tasks.max", "2");
    return config;
  }

  private void create(String name, Map<String, String> config) {
    rest().createConnector(name, config);
    rest().awaitRunning(name);
  }

  private RecordCollector records(String topic) {
    return new RecordCollector(environment.bootstrapServers(), topic);
  }

  private static Map<String, List<String>> byListing(List<CollectedRecord> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                record -> record.value().path("listing").asText(),
                Collectors.mapping(CollectedRecord::change, Collectors.toList())));
  }

  /** How long after the latest request for one listing but two the other one followed. */
  private Duration gapBetween(String first, String second) {
    List<Long> times = api.requestTimes(first);
    long at = times.get(times.size() - 3);
    long next =
        api.requestTimes(second).stream().filter(time -> time > at).findFirst().orElseThrow();
    return Duration.ofNanos(next - at);
  }

  /** Three more of each: when the third has come, two have been answered and taken in. */
  private void awaitRequests(String... listings) {
    for (String listing : listings) {
      long before = api.requests(listing);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> api.requests(listing) >= before + 3);
    }
  }
}
