package io.hyperflux.kafka.connect.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import io.hyperflux.kafka.connect.tracking.Observation;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tracker knows after the stored slots of its listing were read, and what is told of it. */
class SlotsAsStoredTest {
  private static final String LISTING = "/a";
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final StoredOffsets offsets = new StoredOffsets();
  private final StatusTracker tracker = new StatusTracker();
  private final StoredSlots slots = new StoredSlots(LISTING, offsets, tracker, () -> NOON, null);
  @AutoClose private final CapturedLog log = CapturedLog.ofConnector();

  @Test
  void areReadBlockByBlock() {
    store(0, "t0", "CREATED", Duration.ZERO);
    store(8_191, "t1", "CREATED", Duration.ZERO);
    int blocks = 0;
    for (; !slots.isComplete(); blocks++) {
      assertThat(offsets.lookUps()).isEqualTo(blocks);
      assertThat(log.lines(Level.INFO)).as("told before the end").isEmpty();
      slots.readBlock();
    }

    // 0-1024, -3072, -7168, -8193, and on to 16384
    assertThat(blocks).isEqualTo(5);
    assertThat(told()).containsExactly("INFO Remembering 2 tasks of /a from 2 stored slots");
  }

  @Test
  void statusesTimesAndSlotsComeBack() {
    store(0, "t0", "IN_PROGRESS", Duration.ofMinutes(-3));
    store(2, "t1", "COMPLETED", Duration.ofMinutes(-2));
    readAll();

    List<StatusChange> changes = observe("t0", "t1", "t2");
    assertThat(changes)
        .extracting(StatusChange::taskId, StatusChange::previousStatus, StatusChange::inFlight)
        .containsExactly(
            tuple("t0", "IN_PROGRESS", Duration.ofMinutes(3)), tuple("t2", null, null));
    assertThat(changes).extracting(tracker::takeSlot).containsExactly(0, 1);
  }

  /** A snapshot of four tasks was interrupted after the first one. */
  @Test
  void aSnapshotGoesOn() {
    offsets.put(
        SlotOffset.partition(LISTING, 0),
        Map.of(
            "task_id",
            "t0",
            "status",
            "COMPLETED",
            "observed_at",
            NOON.toEpochMilli(),
            "snapshot",
            4));
    readAll();

    assertThat(observe("t0", "t1")).singleElement().matches(StatusChange::snapshot);
  }

  @Test
  void damagedOnesAreToldByNumberAndTheFirstByItsFields() {
    store(0, "t0", "COMPLETED", Duration.ZERO);
    put(1, Map.of("position", 7, "file", "x"));
    put(2, Map.of("task_id", "t2", "status", "COMPLETED"));
    put(3, Map.of());
    readAll();

    assertThat(told())
        .hasSize(2)
        .contains("INFO Remembering 2 tasks of /a from 4 stored slots")
        .last()
        .asString()
        .startsWith("WARN 3 of the 4 source offsets stored for /a are not as this connector")
        .contains(": 2 tell no task and status")
        .contains("The first: slot 1 has the fields [file, position].");
    assertThat(observe("t0", "t2", "t3", "t4"))
        .extracting(tracker::takeSlot)
        .as("the slots that tell no task are free")
        .containsExactly(1, 3);
  }

  @Test
  void tasksInTwoSlotsAreTold() {
    store(0, "t0", "COMPLETED", Duration.ofMinutes(-1));
    store(1, "t0", "CREATED", Duration.ofMinutes(-2));
    store(2, "t1", "COMPLETED", Duration.ofMinutes(-2));
    put(3, Map.of("status", "COMPLETED", "observed_at", 5));
    readAll();

    assertThat(log.messages(Level.INFO))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("1 stored slot of /a with a task that another slot holds");
  }

  /** Its earlier offsets, if there are any, are in the worker's topic, and not read. */
  @Test
  void anEmptyTopicOfItsOwnIsTold() {
    readAll(new StoredSlots(LISTING, offsets, tracker, () -> NOON, "own-offsets"));
    assertThat(log.messages(Level.WARN))
        .singleElement()
        .asString()
        .startsWith(
            "/a has no stored offsets in own-offsets, the topic that offsets.storage.topic");

    store(0, "t0", "COMPLETED", Duration.ZERO);
    readAll(new StoredSlots(LISTING, offsets, tracker, () -> NOON, "own-offsets"));
    assertThat(log.messages(Level.WARN)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400_000, 0, 60_000})
  void aSmallDifferenceOfClocksIsUsual(long aheadMillis) {
    store(0, "t0", "COMPLETED", Duration.ofMillis(aheadMillis));
    readAll();

    assertThat(told()).containsExactly("INFO Remembering 1 task of /a from 1 stored slot");
  }

  @ParameterizedTest
  @CsvSource({"60001, 0, 1, 60", "90000, 120000, 2, 120", "120000, 90000, 2, 120"})
  void timesInTheFutureAreTold(long one, long other, int ahead, int seconds) {
    store(0, "t0", "COMPLETED", Duration.ofMillis(one));
    store(1, "t1", "COMPLETED", Duration.ofMillis(other));
    readAll();

    assertThat(log.messages(Level.WARN))
        .singleElement()
        .asString()
        .startsWith(ahead + " of the 2 source offsets stored for /a were observed in the future")
        .contains("up to " + seconds + " s from now");
  }

  private void store(int slot, String taskId, String status, Duration fromNoon) {
    long observedAt = NOON.plus(fromNoon).toEpochMilli();
    put(slot, Map.of("task_id", taskId, "status", status, "observed_at", observedAt));
  }

  private void put(int slot, Map<String, ?> offset) {
    offsets.put(SlotOffset.partition(LISTING, slot), offset);
  }

  private void readAll() {
    readAll(slots);
  }

  private static void readAll(StoredSlots slots) {
    while (!slots.isComplete()) {
      slots.readBlock();
    }
  }

  private List<String> told() {
    return log.lines(Level.INFO);
  }

  /** The changes if the listing shows these tasks as completed. */
  private List<StatusChange> observe(String... taskIds) {
    Observation observation = tracker.begin();
    for (String taskId : taskIds) {
      observation.seen(taskId, "COMPLETED");
    }
    observation.complete(NOON);
    List<StatusChange> changes = new ArrayList<>();
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      changes.add(c);
    }
    return changes;
  }
}
