package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.CapturedLog;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flood of records waits for the worker to store the offsets of those before. */
@Timeout(60)
class UnflushedRecordsTest {
  private static final int REST = 50;

  private final SimulatedWorld world = new SimulatedWorld();

  @AfterEach
  void close() {
    world.close();
  }

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
  void aFlushMakesRoomOnceOnly() {
    UnflushedRecords records = new UnflushedRecords();
    records.add(UnflushedRecords.MOST, Duration.ZERO);
    assertThat(records.room(Duration.ZERO)).isZero();

    records.flushed();
    assertThat(records.room(Duration.ZERO)).isEqualTo(UnflushedRecords.MOST);
    records.add(UnflushedRecords.MOST - 1, Duration.ZERO);
    assertThat(records.room(Duration.ZERO)).isOne();
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
