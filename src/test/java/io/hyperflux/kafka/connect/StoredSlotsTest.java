package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.RunningTask;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import io.hyperflux.kafka.connect.tracking.Counted;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
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
  @AutoClose private final CapturedLog log = CapturedLog.ofConnector();
  @AutoClose private ApiSimulator api;
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
            "Remembering %s of %s from %s"
                .formatted(Counted.of(slots, "task"), LISTING, Counted.of(slots, "stored slot")));
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
        .anyMatch(line -> line.startsWith("2 stored slots of " + LISTING + " with a task that"));
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

  @Test
  void timesInTheFutureAreToldOnceAndLoseNothing() {
    long now = System.currentTimeMillis();
    store(0, "t0", "IN_PROGRESS", now + 3_600_000);
    store(1, "t1", "COMPLETED", now + 3_000_000);
    store(2, "t2", "COMPLETED", now + 30_000);
    store(3, "t3", "COMPLETED", now - 3_600_000);
    store(4, "t4", "COMPLETED", Long.MAX_VALUE);
    serve(0, 6, "COMPLETED");
    start();

    assertThat(RunningTask.texts(untilPolled(3)))
        .containsExactlyInAnyOrder("t0: IN_PROGRESS -> COMPLETED", "t5: null -> COMPLETED");
    assertThat(log.messages(Level.WARN))
        .singleElement()
        .asString()
        .contains("3 of the 5 source offsets stored for " + LISTING)
        .contains("were observed in the future");

    task.close();
    start();
    assertThat(untilPolled(3)).isEmpty();
  }

  /** It went from a worker whose clock is fast to one whose clock is right, and back. */
  @Test
  void aClockThatStepsBackRepeatsNothing() {
    long now = System.currentTimeMillis();
    serve(0, 3, "CREATED");
    start();
    task.pollUntil(3);
    task.close();
    for (int slot = 0; slot < 3; slot++) {
      Map<String, ?> offset = offsets.all().get(Map.of("slot", LISTING + "#" + slot));
      store(slot, (String) offset.get("task_id"), "CREATED", now + 3_600_000);
    }
    serve(0, 3, "IN_PROGRESS");
    start();
    assertThat(RunningTask.texts(task.pollUntil(3)))
        .containsExactly(
            "t0: CREATED -> IN_PROGRESS",
            "t1: CREATED -> IN_PROGRESS",
            "t2: CREATED -> IN_PROGRESS");
    task.close();

    serve(0, 3, "COMPLETED");
    start();
    List<SourceRecord> records = task.pollUntil(3);
    assertThat(RunningTask.texts(records))
        .containsExactly(
            "t0: IN_PROGRESS -> COMPLETED",
            "t1: IN_PROGRESS -> COMPLETED",
            "t2: IN_PROGRESS -> COMPLETED");
    assertThat(offsets.size()).isEqualTo(3);
    assertThat(log.messages(Level.WARN)).as("only while there are such times").hasSize(1);
  }

  /** Of two records of one task with one time, the one in the higher slot counts, at each start. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void equalTimesAreOrderedBySlot(int starts) {
    store(0, "t0", "COMPLETED", 5);
    store(7, "t0", "IN_PROGRESS", 5);
    store(3, "t1", "CREATED", Long.MAX_VALUE);
    store(2, "t1", "COMPLETED", Long.MAX_VALUE);
    serve(0, 0, "COMPLETED");
    for (int i = 1; i < starts; i++) {
      start();
      untilPolled(1);
      task.close();
    }
    serve(0, 2, "COMPLETED");
    start();

    assertThat(RunningTask.texts(untilPolled(2)))
        .containsExactly("t0: IN_PROGRESS -> COMPLETED", "t1: CREATED -> COMPLETED");
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
