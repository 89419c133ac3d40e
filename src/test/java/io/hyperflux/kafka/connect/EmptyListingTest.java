package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CapturedLog;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listing without tasks, said as the provider says it and as its page would have it. */
@Timeout(60)
class EmptyListingTest {
  private static final String LISTING = SimulatedWorld.LISTING;
  private static final String OTHER = "/v1/ai/other";

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFirstTaskOfAnEmptyAccountIsSeen(boolean by404) {
    beEmpty(by404);
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.start();
      assertThat(world.observations(3)).isEmpty();
      assertThat(log.messages(Level.INFO))
          .filteredOn(message -> message.contains("has no tasks"))
          .hasSize(1);
      assertThat(log.text()).contains("First observation of " + LISTING + ": 0 entries");
      assertThat(log.messages(Level.WARN)).isEmpty();
    }
    world.api.raw(LISTING, null);
    world.api.put("a", "CREATED");

    assertThat(world.texts(1)).containsExactly("a: null -> CREATED");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void emptyForAnHourAndBackIsNoNews(boolean by404) {
    world.config.put("poll.interval.ms", "60000");
    world.api.put("a", "COMPLETED");
    world.api.put("b", "FAILED");
    world.api.put("c", "IN_PROGRESS");
    world.start().pollUntil(3);
    try (CapturedLog log = CapturedLog.ofConnector()) {
      hideAll(true);
      beEmpty(by404);
      assertThat(world.pollWhilePassing(Duration.ofHours(1))).isEmpty();
      hideAll(false);
      world.api.raw(LISTING, null);
      assertThat(world.observations(3)).isEmpty();
      hideAll(true);
      beEmpty(by404);
      assertThat(world.observations(3)).isEmpty();

      assertThat(log.messages(Level.INFO)).as("once in each streak").hasSize(2);
      assertThat(log.messages(Level.WARN)).isEmpty();
    }
    world.api.raw(LISTING, null);
    world.api.put("c", "COMPLETED");
    assertThat(world.texts(1)).containsExactly("c: IN_PROGRESS -> COMPLETED");
  }

  @Test
  void oneOfSeveralIsNoTroubleOfAny() {
    world.config.put("hyperflux.listings", LISTING + "," + OTHER);
    world.api.put(OTHER, "o", "CREATED");
    try (CapturedLog log = CapturedLog.ofConnector()) {
      assertThat(world.start().texts(1)).containsExactly("o: null -> CREATED");
      world.observations(3);
      assertThat(log.messages(Level.WARN)).isEmpty();
      assertThat(log.messages(Level.ERROR)).isEmpty();
    }
    world.api.put("a", "CREATED");
    assertThat(world.texts(1)).containsExactly("a: null -> CREATED");
  }

  @Test
  void itIsPolledOverOneConnection() {
    world.config.put("poll.interval.ms", "5000"); // one that is idle for longer is not used again
    world.start().pollUntil(() -> world.api.requests().size() == 10);
    world.stop();

    assertThat(world.api.answered())
        .extracting(ApiSimulator.Answered::client)
        .containsOnly(world.api.answered().get(0).client());
  }

  @Test
  void itIsPolledAtTheIdlePace() {
    world.config.put("poll.idle.interval.ms", "60000");
    world.start().pollUntil(() -> world.api.requests(LISTING) == 5);

    assertThat(world.clock.passed()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
  }

  private void beEmpty(boolean by404) {
    world.api.raw(LISTING, by404 ? null : "{\"data\":[]}");
  }

  private void hideAll(boolean hidden) {
    for (String id : new String[] {"a", "b", "c"}) {
      world.api.hide(id, hidden);
    }
  }
}
