package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.RunningTask;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real task, started on stored offsets: many, few, and such as nobody should have written. */
@Timeout(60)
class StoredSlotsTest {
  private static final String LISTING = ApiSimulator.LISTING;
  private static final String KEY = "FPSX-stored-slots";

  private final StoredOffsets offsets = new StoredOffsets();
  private final CapturedLog log = CapturedLog.ofConnector();
  private ApiSimulator api;
  private RunningTask task;

  @BeforeEach
  void prepare() throws IOException {
    api = new ApiSimulator(KEY);
  }

  @AfterEach
  void cleanUp() {
    if (task != null) {
      task.close();
    }
    api.close();
    log.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 100_000})
  void aStartRepeatsNothingThatIsStored(int slots) {
    IntStream.range(0, slots).forEach(i -> store(i, "t" + i, "COMPLETED", 5));
    serve(0, slots + 1, "COMPLETED");
    start();

    List<SourceRecord> records = untilPolled(2);
    assertThat(RunningTask.texts(records)).containsExactly("t" + slots + ": null -> COMPLETED");
    assertThat(slotOf(records.get(0))).isEqualTo(LISTING + "#" + slots);
    assertThat(log.messages(Level.INFO))
        .contains(
            "Remembering %d tasks of %s from %d stored slots".formatted(slots, LISTING, slots));
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  @Test
  void damagedOffsetsCountAsFarAsTheyTellAStatus() {
    store(0, "t0", "COMPLETED", 5);
    put(1, Map.of("position", 7));
    put(2, Map.of("task_id", "t2", "status", "COMPLETED"));
    put(3, Map.of("task_id", "t3", "status", "COMPLETED", "observed_at", "yesterday"));
    put(4, Map.of("task_id", "t4"));
    put(5, Map.of("task_id", 5, "status", "COMPLETED", "observed_at", 5));
    put(6, Map.of());
    serve(0, 6, "COMPLETED");
    start();

    assertThat(RunningTask.texts(untilPolled(3)))
        .containsExactly("t1: null -> COMPLETED", "t4: null -> COMPLETED", "t5: null -> COMPLETED");
    assertThat(log.messages(Level.WARN))
        .singleElement()
        .asString()
        .contains("6 of the 7 source offsets stored for " + LISTING)
        .contains("4 tell no task and status")
        .contains("slot 1 has the fields [position]");
  }

  @Test
  void whatWasPassedOverIsOverwritten() {
    put(0, Map.of("position", 7));
    serve(0, 1, "COMPLETED");
    start();

    assertThat(slotOf(untilPolled(2).get(0))).isEqualTo(LISTING + "#0");
    assertThat(offsets.size()).isEqualTo(1);
  }

  @Test
  void theLaterOfTwoSlotsWithOneTaskCounts() {
    store(0, "t0", "CREATED", 5);
    store(1, "t0", "COMPLETED", 6);
    store(2, "t1", "COMPLETED", 9);
    put(3, Map.of("task_id", "t1", "status", "CREATED"));
    serve(0, 2, "COMPLETED");
    start();

    assertThat(untilPolled(3)).isEmpty();
    assertThat(log.messages(Level.WARN)).hasSize(1);
    assertThat(log.messages(Level.INFO))
        .anyMatch(line -> line.startsWith("2 stored slots of " + LISTING + " hold a task that"));
  }

  @Test
  void aHoleOfFiveThousandSlotsIsCrossed() {
    store(0, "t0", "COMPLETED", 5);
    store(5_001, "t1", "COMPLETED", 5);
    serve(0, 3, "COMPLETED");
    start();

    List<SourceRecord> records = untilPolled(3);
    assertThat(RunningTask.texts(records)).containsExactly("t2: null -> COMPLETED");
    assertThat(slotOf(records.get(0))).isEqualTo(LISTING + "#1");
  }

  @Test
  void slotsWithoutANumberAndForeignPartitionsDisturbNobody() {
    offsets.put(Map.of("slot", LISTING + "#one"), Map.of("task_id", "t0", "status", "COMPLETED"));
    offsets.put(Map.of("slot", LISTING + "#00"), Map.of("task_id", "t0", "status", "COMPLETED"));
    offsets.put(Map.of("file", "/etc/motd"), Map.of("position", 7));
    store(0, "t0", "COMPLETED", 5);
    serve(0, 2, "COMPLETED");
    start();

    assertThat(RunningTask.texts(untilPolled(3))).containsExactly("t1: null -> COMPLETED");
    assertThat(log.messages(Level.WARN)).isEmpty();
  }

  /** Earlier builds left a task in two slots when it came back. */
  @Test
  void whatAConnectorHasStoredCanBeMovedToAnother() {
    store(0, "t1", "COMPLETED", 9);
    store(1, "t1", "CREATED", 5);
    serve(0, 2, "COMPLETED");
    start();
    // the outdated slot goes to the next new task
    assertThat(slotOf(task.pollUntil(1).get(0))).isEqualTo(LISTING + "#1");

    assertThatCode(() -> new HyperfluxSourceConnector().alterOffsets(Map.of(), offsets.all()))
        .doesNotThrowAnyException();
  }

  private void start() {
    Map<String, String> config =
        new HashMap<>(
            Map.of(
                "hyperflux.api.key",
                KEY,
                "hyperflux.api.url",
                api.url(),
                "batch.max.records",
                "100000",
                "poll.interval.ms",
                "100",
                "hyperflux.requests.per.minute",
                "60000"));
    task = new RunningTask(new HyperfluxSourceTask(), offsets, config);
  }

  /** Polls until so many more requests have been answered and taken in. */
  private List<SourceRecord> untilPolled(int more) {
    long before = api.requests(LISTING);
    return task.pollUntil(() -> api.requests(LISTING) > before + more);
  }

  private void serve(int from, int to, String status) {
    api.raw(
        LISTING,
        IntStream.range(from, to)
            .mapToObj(i -> "{\"task_id\":\"t%d\",\"status\":\"%s\"}".formatted(i, status))
            .collect(Collectors.joining(",", "{\"data\":[", "]}")));
  }

  private void store(int slot, String taskId, String status, long observedAt) {
    put(slot, Map.of("task_id", taskId, "status", status, "observed_at", observedAt));
  }

  private void put(int slot, Map<String, ?> offset) {
    offsets.put(Map.of("slot", LISTING + "#" + slot), offset);
  }

  private static Object slotOf(SourceRecord record) {
    return record.sourcePartition().get("slot");
  }
}
