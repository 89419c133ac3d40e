package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.offsets.SlotOffset;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How long an API task was in flight, as its last record tells it. Polls come every ten seconds.
 */
@Timeout(60)
class InFlightTimeTest {
  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void runsFromFirstSightToTheEnd() {
    world.api.put("a", "CREATED");
    assertThat(times(world.start().observations(2))).containsExactly((Long) null);
    world.api.put("a", "IN_PROGRESS");
    assertThat(times(world.observations(2))).containsExactly((Long) null);
    world.api.put("a", "COMPLETED");
    assertThat(times(world.observations(2)))
        .singleElement()
        .satisfies(InFlightTimeTest::about40Seconds);
  }

  private static void about40Seconds(Long time) {
    assertThat(time).isBetween(20_000L, 60_000L).isEqualTo(time / 10_000 * 10_000);
  }

  @Test
  void isUnknownOfATaskThatWasNeverSeenInFlight() {
    world.api.put("a", "COMPLETED");
    world.api.put("b", "FAILED");
    assertThat(times(world.start().observations(2))).containsExactly(null, null);
    world.api.put("a", "FAILED");
    assertThat(times(world.observations(2))).containsExactly((Long) null);
  }

  @Test
  void reachesOverARestart() {
    world.api.put("a", "IN_PROGRESS");
    world.start().observations(1);
    world.stop();
    world.clock.sleep(Duration.ofMinutes(10));
    world.start().observations(1);
    world.api.put("a", "FAILED");

    assertThat(times(world.observations(2)))
        .singleElement()
        .satisfies(time -> assertThat(time).isBetween(600_000L, 660_000L));
  }

  @Test
  void startsAnewWhenATaskIsTakenUpAgain() {
    world.api.put("a", "IN_PROGRESS");
    world.start().observations(30);
    world.api.put("a", "COMPLETED");
    world.observations(30);
    world.api.put("a", "IN_PROGRESS");
    world.observations(1);
    world.api.put("a", "COMPLETED");
    List<Long> times = times(world.observations(2));
    assertThat(times.get(times.size() - 1)).isBetween(10_000L, 40_000L);
  }

  @Test
  void endsWithTheLookUpOfATaskThatLeft() {
    world.api.put("a", "IN_PROGRESS");
    world.start().observations(2);
    world.api.leaveListing("a");
    world.api.put("a", "COMPLETED");
    assertThat(times(world.observations(4)))
        .singleElement()
        .satisfies(time -> assertThat(time).isBetween(20_000L, 60_000L));
  }

  @Test
  void isNeverNegativeWhenTheClockWasSetBack() {
    world.offsets.put(
        SlotOffset.partition(SimulatedWorld.LISTING, 0),
        java.util.Map.of(
            "task_id",
            "a",
            "status",
            "IN_PROGRESS",
            "observed_at",
            world.clock.instant().plusSeconds(3_600).toEpochMilli()));
    world.api.put("a", "COMPLETED");
    assertThat(times(world.start().observations(2))).containsExactly(0L);
  }

  private static List<Long> times(List<SourceRecord> records) {
    return records.stream()
        .map(record -> ((Struct) record.value()).getInt64("in_flight_ms"))
        .toList();
  }
}
