package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.ConnectorStatus;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several listings, look-ups and the request budget on a real worker. */
@Timeout(120)
class ManyListingsIT {
  private static final String FLUX = "/v1/ai/text-to-image/flux-dev";
  private static final String MYSTIC = "/v1/ai/mystic";
  private static final String SEEDREAM = "/v1/ai/text-to-image/seedream-v4";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(EmbeddedOptions.defaults());

  @Test
  void threeListingsAreWatchedByTwoConnectTasks() {
    connect.api().put(FLUX, "f", "CREATED");
    connect.api().put(MYSTIC, "m", "CREATED");
    connect.api().put(SEEDREAM, "s", "CREATED");
    watch(
        Map.of("poll.interval.ms", "1000", "retry.refused.timeout.ms", "2000"),
        FLUX,
        MYSTIC,
        SEEDREAM);
    assertThat(connect.status().tasks()).hasSize(2);
    RecordCollector records = connect.records();
    records.awaitCount(3, PATIENCE);
    await().atMost(PATIENCE).until(() -> connect.api().requests(SEEDREAM) > 4);
    assertThat(gapBetween(FLUX, SEEDREAM))
        .as("they share a Connect task, and take turns")
        .isBetween(Duration.ofMillis(300), Duration.ofMillis(700));

    connect.api().respond(SEEDREAM, 1_000, 404, Map.of(), "{\"message\":\"No such model\"}");
    await().atMost(PATIENCE).until(() -> connect.workerLog().contains("is parked"));
    connect.api().put(FLUX, "f", "COMPLETED");
    connect.api().put(MYSTIC, "m", "COMPLETED");

    assertThat(byListing(records.awaitCount(5, PATIENCE)))
        .isEqualTo(
            Map.of(
                FLUX, List.of("f: null -> CREATED", "f: CREATED -> COMPLETED"),
                MYSTIC, List.of("m: null -> CREATED", "m: CREATED -> COMPLETED"),
                SEEDREAM, List.of("s: null -> CREATED")));
    assertThat(connect.workerLog().lines())
        .anyMatch(line -> line.contains("ERROR") && line.contains(SEEDREAM + " is parked"));
    assertThat(connect.rest().awaitRunning(connect.name()).tasks()).hasSize(2);
  }

  @Test
  void listingsComeGoAndMoveWithoutAReplay() {
    List<String> all = List.of(FLUX, MYSTIC, SEEDREAM);
    all.forEach(listing -> connect.api().put(listing, "old of " + listing, "COMPLETED"));
    watch(Map.of(), FLUX, MYSTIC, SEEDREAM);
    RecordCollector records = connect.records();
    records.awaitCount(3, PATIENCE);

    watch(Map.of(), FLUX, SEEDREAM);
    awaitRequests(FLUX, SEEDREAM);
    watch(Map.of(), SEEDREAM, MYSTIC, FLUX);
    awaitRequests(FLUX, MYSTIC, SEEDREAM);
    for (String tasks : List.of("3", "1")) { // each listing moves to another Connect task
      watch(Map.of("tasks.max", tasks), FLUX, MYSTIC, SEEDREAM);
      connect
          .rest()
          .awaitStatus(
              connect.name(),
              tasks + " tasks",
              status -> status.isAll("RUNNING") && status.tasks().size() == tasks.charAt(0) - '0');
      awaitRequests(FLUX, MYSTIC, SEEDREAM);
    }

    all.forEach(listing -> connect.api().put(listing, "new of " + listing, "CREATED"));
    records.awaitCount(6, PATIENCE);
    awaitRequests(FLUX, MYSTIC, SEEDREAM);
    assertThat(records.readToEnd()).extracting(CollectedRecord::key).doesNotHaveDuplicates();
  }

  @Test
  void anotherWorkerTakesAListingOverAndGivesItBackWithoutAReplay() {
    List<String> all = List.of(FLUX, MYSTIC, SEEDREAM);
    all.forEach(listing -> connect.api().put(listing, "old of " + listing, "COMPLETED"));
    watch(Map.of(), FLUX, MYSTIC, SEEDREAM);
    RecordCollector records = connect.records();
    records.awaitCount(3, PATIENCE);

    EmbeddedWorker other = connect.environment().startOneMoreWorker("worker-2");
    connect
        .rest()
        .awaitStatus(
            connect.name(),
            "a Connect task on each worker",
            status -> status.isAll("RUNNING") && workers(status).size() == 2);
    awaitRequests(FLUX, MYSTIC, SEEDREAM);
    other.stop();
    connect
        .rest()
        .awaitStatus(
            connect.name(),
            "both Connect tasks on the worker that is left",
            status -> status.isAll("RUNNING") && !workers(status).contains(other.id()));
    awaitRequests(FLUX, MYSTIC, SEEDREAM);

    all.forEach(listing -> connect.api().put(listing, "new of " + listing, "CREATED"));
    records.awaitCount(6, PATIENCE);
    awaitRequests(FLUX, MYSTIC, SEEDREAM);
    assertThat(records.readToEnd()).extracting(CollectedRecord::key).doesNotHaveDuplicates();
  }

  private static Set<String> workers(ConnectorStatus status) {
    return status.tasks().stream().map(ConnectorStatus.Task::workerId).collect(Collectors.toSet());
  }

  @Test
  void anEndThatCameWhileTheWorkerWasDownIsReportedOnce() {
    connect.api().put(FLUX, "left", "IN_PROGRESS");
    connect.api().put(FLUX, "stayed", "IN_PROGRESS");
    watch(Map.of(), FLUX);
    RecordCollector records = connect.records();
    records.awaitCount(2, PATIENCE);
    connect.environment().stopWorker();
    connect.api().leaveListing("left");
    connect.api().put(FLUX, "left", "COMPLETED");
    connect.environment().startWorker();

    records.awaitCount(3, PATIENCE);
    awaitRequests(FLUX);
    connect.api().put(FLUX, "stayed", "FAILED");
    records.awaitCount(4, PATIENCE);
    awaitRequests(FLUX);
    assertThat(CollectedRecord.changes(records.readToEnd()))
        .containsSequence("left: IN_PROGRESS -> COMPLETED", "stayed: IN_PROGRESS -> FAILED")
        .hasSize(4);
    assertThat(connect.api().lookups()).isEqualTo(1);
  }

  @Test
  void fiveHundredCompletionsArriveWithTheirImages() {
    List<String> ids = IntStream.range(0, 500).mapToObj(i -> "task-" + i).toList();
    ids.forEach(id -> connect.api().put(FLUX, id, "IN_PROGRESS"));
    watch(Map.of("hyperflux.requests.per.minute", "6000", "lookup.completed", "true"), FLUX);
    RecordCollector records = connect.records();
    records.awaitCount(500, PATIENCE);
    ids.forEach(id -> connect.api().put(FLUX, id, "COMPLETED"));
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
    assertThat(connect.api().lookups()).isEqualTo(500);
    assertThat(connect.api().mostSimultaneousLookups()).isBetween(1, 4);
    long[] times =
        connect.api().requests().stream().mapToLong(ApiSimulator.Request::nanoTime).toArray();
    for (int i = 0; i + 200 < times.length; i++) {
      // two seconds' budget, less what a request may be late on its way
      assertThat(times[i + 200] - times[i]).isGreaterThan(Duration.ofMillis(1_700).toNanos());
    }
    assertThat(connect.workerLog()).doesNotContain("ai-statics.example");
  }

  /** Creates the test's connector, with two Connect tasks at most, or configures it anew. */
  private static void watch(Map<String, String> settings, String... listings) {
    Map<String, String> all = new HashMap<>(Map.of("tasks.max", "2"));
    all.put("hyperflux.listings", String.join(",", listings));
    all.putAll(settings);
    connect.createAndAwaitRunning(all);
  }

  private static Map<String, List<String>> byListing(List<CollectedRecord> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                record -> record.value().path("listing").asText(),
                Collectors.mapping(CollectedRecord::change, Collectors.toList())));
  }

  /** How long after the latest request for one listing but two the other one followed. */
  private static Duration gapBetween(String first, String second) {
    List<Long> times = connect.api().requestTimes(first);
    long at = times.get(times.size() - 3);
    long next =
        connect.api().requestTimes(second).stream()
            .filter(time -> time > at)
            .findFirst()
            .orElseThrow();
    return Duration.ofNanos(next - at);
  }

  /** Three more of each: when the third has come, two have been answered and taken in. */
  private static void awaitRequests(String... listings) {
    for (String listing : listings) {
      connect.awaitRequests(listing, 3);
    }
  }
}
