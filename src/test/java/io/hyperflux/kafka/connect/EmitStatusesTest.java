package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code emit.statuses}, and what it means to change detection, offsets, pace and look-ups. */
@Timeout(60)
class EmitStatusesTest {
  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @BeforeEach
  void filter() {
    world.config.put("emit.statuses", "COMPLETED,FAILED");
  }

  @Test
  void thereAndBackByAFilteredStatusIsNoChange() {
    world.api.put("a", "COMPLETED");
    assertThat(world.start().texts(1)).containsExactly("a: null -> COMPLETED");
    world.api.put("a", "IN_PROGRESS");
    assertThat(world.observations(2)).isEmpty();
    world.api.put("a", "COMPLETED");
    assertThat(world.observations(2)).isEmpty();
    world.api.put("a", "IN_PROGRESS");
    assertThat(world.observations(2)).isEmpty();
    world.start();
    assertThat(world.observations(2)).isEmpty();
    world.api.put("a", "COMPLETED");
    assertThat(world.observations(2)).isEmpty();
    world.api.put("a", "FAILED");
    assertThat(world.texts(1)).containsExactly("a: COMPLETED -> FAILED");
    assertThat(world.offsets.size()).isEqualTo(1);
  }

  @Test
  void filteredStatusesStoreNothing() {
    world.api.put("a", "CREATED");
    world.api.put("b", "IN_PROGRESS");
    world.start();
    assertThat(world.observations(3)).isEmpty();
    assertThat(world.offsets.size()).isZero();
  }

  @Test
  void whatLeavesInAFilteredStatusIsLookedUpWithinARun() {
    world.api.put("a", "IN_PROGRESS");
    world.start();
    assertThat(world.observations(2)).isEmpty();
    world.api.leaveListing("a");
    world.api.put("a", "COMPLETED");

    assertThat(world.texts(1)).containsExactly("a: null -> COMPLETED");
  }

  @Test
  void whatLeavesInAFilteredStatusWhileStoppedIsNotKnown() {
    world.api.put("a", "IN_PROGRESS");
    world.start();
    world.observations(2);
    world.stop();
    world.api.leaveListing("a");
    world.api.put("a", "COMPLETED");
    world.start();

    assertThat(world.observations(4)).isEmpty();
    assertThat(world.api.lookups()).isZero();
  }

  @Test
  void aFilteredStatusInFlightKeepsTheFastPace() {
    world.config.put("poll.idle.interval.ms", "600000");
    world.api.put("a", "IN_PROGRESS");
    world.start();
    world.observations(5);
    assertThat(world.clock.passed()).isLessThan(Duration.ofMinutes(2));

    world.api.put("a", "COMPLETED");
    world.pollUntil(1);
    Duration idleSince = world.clock.passed();
    world.observations(2);
    assertThat(world.clock.passed().minus(idleSince)).isGreaterThan(Duration.ofMinutes(19));
    world.api.put("b", "CREATED");
    world.observations(2);
    Duration fastSince = world.clock.passed();
    world.observations(5);
    assertThat(world.clock.passed().minus(fastSince)).isLessThan(Duration.ofMinutes(2));
  }
}
