package io.hyperflux.kafka.connect.endtoend;

import static io.hyperflux.kafka.connect.support.CollectedRecord.changes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ListingJson;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker with exactly-once support: nothing comes twice and nothing is lost, kill -9 included.
 */
@Timeout(240)
class ExactlyOnceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(
          EmbeddedOptions.defaults()
              .worker("exactly.once.source.support", "enabled")
              // a worker that starts after a kill waits for the transaction torn apart
              .worker("producer.transaction.timeout.ms", "10000"));

  @ParameterizedTest
  @ValueSource(strings = {"poll", "interval"})
  void firstSightFlipsAndACleanRestartComeOnce(String boundary) {
    connect.put("a", "IN_PROGRESS");
    connect.put("b", "COMPLETED");
    RecordCollector committed = committed();
    create(boundary, Map.of());
    committed.awaitCount(2, PATIENCE);
    connect.put("a", "COMPLETED");
    committed.awaitCount(3, PATIENCE);

    connect.environment().stopWorker();
    connect.put("b", "FAILED");
    connect.environment().startWorker();
    committed.awaitCount(4, PATIENCE);
    connect.awaitRequests(4);

    assertThat(changes(committed.readToEnd()))
        .containsExactlyInAnyOrder(
            "a: null -> IN_PROGRESS",
            "b: null -> COMPLETED",
            "a: IN_PROGRESS -> COMPLETED",
            "b: COMPLETED -> FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "interval"})
  void aKillInTheMiddleOfThousandsLosesAndRepeatsNothing(String boundary) {
    int tasks = 20_000;
    connect.api().raw(connect.listing(), ListingJson.ofTasks(0, tasks, "COMPLETED"));
    RecordCollector committed = committed();
    RecordCollector everything = connect.records();
    // many small transactions, or one that the kill tears apart
    create(boundary, Map.of("batch.max.records", "50"));
    everything.awaitCount(3_000, PATIENCE);
    connect.environment().killWorker();
    int before = everything.readToEnd().size();
    assertThat(before).as("the kill comes in the middle").isLessThan(tasks);

    connect.environment().startWorker();
    committed.awaitCount(tasks, PATIENCE);
    connect.awaitRequests(4);
    List<CollectedRecord> all = committed.readToEnd();
    assertThat(all).hasSize(tasks);
    assertThat(Set.copyOf(changes(all))).hasSize(tasks);
    assertThat(changes(all)).allMatch(text -> text.endsWith(": null -> COMPLETED"));
    System.out.printf(
        "transaction.boundary=%s: killed after %d of %d records, %d of them aborted%n",
        boundary, before, tasks, everything.readToEnd().size() - tasks);

    assertSlotsAreUnique(tasks);
  }

  @Test
  void transactionsOfTheConnectorsOwnAreNotOffered() {
    Map<String, String> own = exactlyOnce("connector", Map.of());
    assertThat(connect.rest().validate(connect.config(own)))
        .containsOnlyKeys("transaction.boundary")
        .extractingByKey("transaction.boundary")
        .asString()
        .contains("does not support connector-defined transaction boundaries");
    Map<String, String> offered = exactlyOnce("poll", Map.of());
    assertThat(connect.rest().validate(connect.config(offered))).isEmpty();
  }

  /** Offsets are as exact as records: a second start on them is silent, and none is superfluous. */
  private static void assertSlotsAreUnique(int tasks) {
    Set<String> slots = new HashSet<>();
    Set<String> ids = new HashSet<>();
    connect.awaitOffsets(tasks);
    connect
        .rest()
        .offsets(connect.name())
        .path("offsets")
        .forEach(
            entry -> {
              slots.add(entry.path("partition").path("slot").asText());
              ids.add(entry.path("offset").path("task_id").asText());
            });
    assertThat(slots).hasSize(tasks);
    assertThat(ids).hasSize(tasks);
  }

  private static void create(String boundary, Map<String, String> settings) {
    connect.create(exactlyOnce(boundary, settings));
  }

  private static Map<String, String> exactlyOnce(String boundary, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("transaction.boundary", boundary);
    all.put("exactly.once.support", "required");
    return all;
  }

  private static RecordCollector committed() {
    return connect.records(connect.name(), IsolationLevel.READ_COMMITTED);
  }
}
