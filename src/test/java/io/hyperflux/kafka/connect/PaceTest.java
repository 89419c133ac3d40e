package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.LookupFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When requests are sent, by the task's own clock. */
@Timeout(60)
class PaceTest {
  @AutoClose private final SimulatedWorld world = new SimulatedWorld();
  private final List<Duration> polls = new ArrayList<>();
  private final List<Duration> requests = new ArrayList<>();

  @Test
  void noMinuteHasMoreRequestsThanAllowedAndNoPollIsLate() {
    world.config.put("hyperflux.requests.per.minute", "20");
    world.config.put("lookup.completed", "true");
    world.config.put("lookup.timeout.ms", "3600000");
    for (int i = 0; i < 150; i++) {
      world.api.put("task-" + i, "COMPLETED");
    }
    world.api.failLookups(40, LookupFault.SERVER_ERROR);
    watchFor(Duration.ofMinutes(10));

    assertThat(requests).as("the budget is used").hasSizeGreaterThan(150);
    for (int i = 0; i + 20 < requests.size(); i++) {
      assertThat(requests.get(i + 20).minus(requests.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
    for (int i = 1; i < polls.size(); i++) {
      assertThat(polls.get(i).minus(polls.get(i - 1))).isEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void failingPollsStayWithinTheBudgetToo() {
    world.config.put("hyperflux.requests.per.minute", "6");
    world.config.put("retry.backoff.ms", "100");
    world.config.put("retry.backoff.max.ms", "100");
    world.api.respond(50, 503, Map.of(), "{\"message\":\"Busy\"}");
    watchFor(Duration.ofMinutes(10));

    assertThat(polls).hasSizeBetween(59, 61);
    for (int i = 0; i + 6 < polls.size(); i++) {
      assertThat(polls.get(i + 6).minus(polls.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void isSlowerWhileNothingIsInFlight() {
    world.config.put("poll.idle.interval.ms", "60000");
    world.api.put("a", "COMPLETED");
    watchFor(Duration.ofSeconds(330));
    assertThat(polls).hasSize(6);
    assertThat(world.offsets.metrics().gauge("poll-interval-ms").getAsLong()).isEqualTo(60_000);

    world.api.put("b", "IN_PROGRESS");
    watchFor(Duration.ofMinutes(2));
    assertThat(polls).as("half a minute slow, the rest fast").hasSizeBetween(15, 17);
    assertThat(world.offsets.metrics().gauge("poll-interval-ms").getAsLong()).isEqualTo(10_000);

    world.api.put("b", "COMPLETED");
    watchFor(Duration.ofMinutes(10));
    assertThat(polls).hasSizeBetween(25, 28);
  }

  /** Runs the task and notes when it sends its requests. */
  private void watchFor(Duration time) {
    if (polls.isEmpty()) {
      world.start();
    }
    Duration end = world.clock.passed().plus(time);
    world.pollUntil(
        () -> {
          Duration now = world.clock.passed();
          while (polls.size() < world.api.requests(SimulatedWorld.LISTING)) {
            polls.add(now);
          }
          while (requests.size() < world.api.requests().size()) {
            requests.add(now);
          }
          return now.compareTo(end) >= 0;
        });
  }
}
