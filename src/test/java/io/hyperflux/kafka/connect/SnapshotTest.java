package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which records tell what was there before anybody watched, over restarts at any time. */
@Timeout(60)
class SnapshotTest {
  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void isTheFirstObservationAndNothingElse() {
    put("a", "b");
    assertThat(world.start().observations(1)).hasSize(2).allMatch(SnapshotTest::isSnapshot);
    put("c");
    world.api.put("a", "FAILED");
    assertThat(world.observations(2)).hasSize(2).noneMatch(SnapshotTest::isSnapshot);
  }

  @Test
  void ofAnEmptyListingIsEmpty() {
    world.start().observations(2);
    put("a");
    assertThat(world.observations(2)).hasSize(1).noneMatch(SnapshotTest::isSnapshot);
  }

  @Test
  void isOverWhenOneWasCompleted() {
    put("a", "b");
    world.start().observations(2);
    world.stop();
    put("c");
    world.api.put("a", "FAILED");
    assertThat(world.start().observations(2)).hasSize(2).noneMatch(SnapshotTest::isSnapshot);
  }

  @Test
  void goesOnAfterRestartsInTheMiddleOfIt() {
    world.config.put("batch.max.records", "10");
    for (int i = 0; i < 100; i++) {
      put("task-" + i);
    }
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      records.addAll(world.start().pollUntil(20));
      assertThat(world.offsets.all().values())
          .as("each offset says how many there will be")
          .allMatch(offset -> ((Number) offset.get("snapshot")).intValue() == 100);
    }
    world.api.put(records.get(0).key().toString(), "FAILED"); // while it is stopped, so to say
    List<SourceRecord> last = world.start().observations(1);
    records.addAll(last);
    assertThat(last).hasSize(21);
    assertThat(last).filteredOn(isOld()).hasSize(1).noneMatch(SnapshotTest::isSnapshot);
    assertThat(records)
        .filteredOn(isOld().negate())
        .hasSize(100)
        .allMatch(SnapshotTest::isSnapshot);

    put("new");
    assertThat(world.start().observations(2)).hasSize(1).noneMatch(SnapshotTest::isSnapshot);
  }

  @Test
  void ofALongListingGoesOnToo() {
    int tasks = 100_000;
    world.config.put("batch.max.records", "9000");
    for (int i = 0; i < tasks; i++) {
      put("task-" + i);
    }
    List<SourceRecord> records = new ArrayList<>(world.start().pollUntil(40_000));
    records.addAll(world.start().pollUntil(tasks - records.size()));

    assertThat(records).hasSize(tasks).allMatch(SnapshotTest::isSnapshot);
    put("new");
    assertThat(world.start().observations(2)).hasSize(1).noneMatch(SnapshotTest::isSnapshot);
  }

  /** Records wait for their look-ups while others go out. */
  @Test
  void isNotOverBeforeRecordsThatWaitHaveGoneOut() {
    world.config.put("lookup.completed", "true");
    world.config.put("hyperflux.requests.per.minute", "12");
    for (int i = 0; i < 20; i++) {
      put("task-" + i);
    }
    List<SourceRecord> first = new ArrayList<>(world.start().observations(1));
    world.api.put("new", "IN_PROGRESS");
    first.addAll(world.pollWhilePassing(Duration.ofMinutes(2)));
    assertThat(first).filteredOn(record -> record.key().equals("new")).hasSize(1);
    assertThat(first)
        .filteredOn(record -> record.key().equals("new"))
        .noneMatch(SnapshotTest::isSnapshot);
    assertThat(first).hasSizeLessThan(15);

    List<SourceRecord> rest = world.start().pollUntil(21 - first.size());
    assertThat(rest).allMatch(SnapshotTest::isSnapshot);
  }

  /** Later records show that it is over, even if a transformation drops most of it. */
  @Test
  void isOverAlthoughATransformationDropsRecords() {
    put("a", "b", "c");
    world.start();
    world.drop(record -> !record.key().equals("a"));
    assertThat(world.observations(2)).hasSize(3);
    world.api.put("a", "FAILED");
    world.observations(2);
    put("d");

    assertThat(world.start().observations(2))
        .filteredOn(record -> record.key().equals("d"))
        .hasSize(1)
        .noneMatch(SnapshotTest::isSnapshot);
  }

  @Test
  void offsetsOfEarlierBuildsSayThatItIsOver() {
    world.offsets.put(
        Map.of("slot", SimulatedWorld.LISTING + "#0"),
        Map.of("task_id", "a", "status", "COMPLETED", "observed_at", 5));
    put("a", "b");
    assertThat(world.start().observations(2)).hasSize(1).noneMatch(SnapshotTest::isSnapshot);
  }

  private void put(String... taskIds) {
    for (String taskId : taskIds) {
      world.api.put(taskId, "COMPLETED");
    }
  }

  private static Predicate<SourceRecord> isOld() {
    return record -> ((Struct) record.value()).get("previous_status") != null;
  }

  private static boolean isSnapshot(SourceRecord record) {
    return ((Struct) record.value()).getBoolean("snapshot");
  }
}
