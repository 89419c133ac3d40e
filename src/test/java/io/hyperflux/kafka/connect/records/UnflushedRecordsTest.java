package io.hyperflux.kafka.connect.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.SimulatedWorld;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.RunningTask;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flood of records waits for the worker to store the offsets of those before. */
@Timeout(60)
class UnflushedRecordsTest {
  private static final int REST = 50;

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void theRestOfAFloodGoesOutAfterAFlush() {
    try (CapturedLog log = CapturedLog.ofConnector()) {
      flood();
      assertThat(world.pollWhilePassing(Duration.ofMinutes(1))).isEmpty();
      assertThat(log.messages(Level.INFO))
          .filteredOn(line -> line.contains("offset.flush.interval.ms"))
          .singleElement()
          .asString()
          .startsWith("Handed out 100000 records");
    }

    world.commit();
    assertThat(world.pollUntil(REST)).hasSize(REST);
  }

  @Test
  void aWorkerThatStoresNothingDoesNotStopItForGood() {
    flood();
    Duration before = world.clock.passed();
    assertThat(world.pollUntil(REST)).hasSize(REST);
    assertThat(world.clock.passed().minus(before))
        .isBetween(UnflushedRecords.LONGEST_WAIT, UnflushedRecords.LONGEST_WAIT.plusSeconds(1));
  }

  @Test
  void noRequestIsSentWhileTheRestWaits() {
    flood();
    long before = world.api.requests(SimulatedWorld.LISTING);
    world.pollWhilePassing(Duration.ofMinutes(1));
    assertThat(world.api.requests(SimulatedWorld.LISTING)).isEqualTo(before);

    world.commit();
    world.pollUntil(REST);
    assertThat(world.observations(1)).as("the listing again, unchanged").isEmpty();
  }

  @Test
  void lookUpsGoOnMeanwhile() {
    world.config.put("lookup.completed", "true");
    world.config.put("lookup.timeout.ms", "240000");
    world.config.put("hyperflux.requests.per.minute", "600");
    world.config.put("batch.max.records", "100000");
    for (int i = 0; i < 10; i++) {
      world.api.put("done-" + i, "COMPLETED");
    }
    for (int i = 0; i < UnflushedRecords.MOST + REST; i++) {
      world.api.put("task-" + i, "IN_PROGRESS");
    }

    world.start().pollWhilePassing(Duration.ofMinutes(4));
    assertThat(world.api.lookups()).isEqualTo(10);
    assertThat(world.api.requests(SimulatedWorld.LISTING)).isOne();
  }

  @Test
  void otherListingsGoOnMeanwhile() {
    String other = "/v1/ai/text-to-image/other";
    world.config.put("hyperflux.listings", SimulatedWorld.LISTING + "," + other);
    world.api.put(other, "o", "IN_PROGRESS");
    for (int i = 0; i < UnflushedRecords.MOST + REST; i++) {
      world.api.put("task-" + i, "COMPLETED");
    }
    world.start().pollWhilePassing(Duration.ofMinutes(1));
    world.api.put(other, "o", "COMPLETED");

    assertThat(RunningTask.texts(world.pollWhilePassing(Duration.ofMinutes(1))))
        .containsExactly("o: IN_PROGRESS -> COMPLETED");
  }

  @Test
  void aFlushMakesRoomOnceOnly() {
    UnflushedRecords records = new UnflushedRecords(1);
    records.add(0, UnflushedRecords.MOST, Duration.ZERO);
    assertThat(records.room(0, Duration.ZERO)).isZero();

    records.flushed();
    assertThat(records.room(0, Duration.ZERO)).isEqualTo(UnflushedRecords.MOST);
    records.add(0, UnflushedRecords.MOST - 1, Duration.ZERO);
    assertThat(records.room(0, Duration.ZERO)).isOne();
  }

  @Test
  void oneListingLeavesRoomForTheOthers() {
    UnflushedRecords records = new UnflushedRecords(3);
    int all = records.room(0, Duration.ZERO);
    records.add(0, all, Duration.ZERO);
    assertThat(records.room(0, Duration.ZERO)).isZero();
    int others = records.room(1, Duration.ZERO);
    assertThat(others).isGreaterThan(3_000).isEqualTo(records.room(2, Duration.ZERO));

    records.add(1, others, Duration.ZERO);
    assertThat(records.room(1, Duration.ZERO)).isZero();
    assertThat(records.room(2, Duration.ZERO)).as("its own").isEqualTo(others);
    assertThat(all + 2 * others).isLessThanOrEqualTo(UnflushedRecords.MOST);
  }

  /** A first observation of more than may be unflushed, all of it handed out that may be. */
  private void flood() {
    for (int i = 0; i < UnflushedRecords.MOST + REST; i++) {
      world.api.put("task-" + i, "COMPLETED");
    }
    world.start();
    assertThat(world.pollUntil(UnflushedRecords.MOST)).hasSize(UnflushedRecords.MOST);
  }
}
