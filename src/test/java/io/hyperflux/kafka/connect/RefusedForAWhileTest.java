package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.ProviderAnswer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code retry.refused.timeout.ms}: what was served before is not given up at once. */
@Timeout(60)
class RefusedForAWhileTest {
  private static final String LISTING = SimulatedWorld.LISTING;
  private static final String OTHER = "/v1/ai/other";
  private static final int ALWAYS = 1_000_000;

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void isToldAtOnceThenOnceAMinuteThenItsEnd() {
    world.config.put("retry.backoff.max.ms", "10000");
    watch();
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.api.respond(LISTING, 2, 503, Map.of(), "");
      world.api.respond(LISTING, 20, ProviderAnswer.WRONG_KEY);
      world.pollUntil(() -> world.api.requests(LISTING) >= 25);
      world.observations(1);

      assertThat(log.messages(Level.WARN)).singleElement().asString().contains("503");
      assertThat(log.messages(Level.ERROR)).hasSizeBetween(1, 6);
      assertThat(log.messages(Level.ERROR).get(0))
          .as("within a minute of the WARN")
          .startsWith("Still failing after ")
          .contains("s and 3 requests: GET " + LISTING + " answered 401")
          .contains("giving up after 300000 ms (retry.refused.timeout.ms)");
      assertThat(log.messages(Level.INFO))
          .filteredOn(message -> message.contains("The API answers again"))
          .hasSize(1);
    }
  }

  @Test
  void withoutPatienceItIsConfirmedOnce() {
    world.config.put("retry.refused.timeout.ms", "0");
    watch();
    world.api.respond(LISTING, ALWAYS, ProviderAnswer.WRONG_KEY);
    long before = world.api.requests(LISTING);

    assertThatThrownBy(() -> world.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("401")
        .hasMessageNotContaining("retry.refused.timeout.ms");
    assertThat(world.api.requests(LISTING)).isEqualTo(before + 2);
  }

  @Test
  void anOutageBetweenTwoRefusalsIsNoRefusal() {
    watch();
    world.api.respond(LISTING, 1, ProviderAnswer.CHALLENGE);
    world.api.respond(LISTING, 30, 503, Map.of(), "");
    world.api.respond(LISTING, 1, ProviderAnswer.CHALLENGE);
    Duration before = world.clock.passed();
    world.api.put("a", "COMPLETED");

    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(world.clock.passed().minus(before)).isGreaterThan(Duration.ofMinutes(6));
  }

  @Test
  void aSuccessRenewsThePatience() {
    watch();
    for (int i = 0; i < 3; i++) {
      world.api.respond(LISTING, ALWAYS, ProviderAnswer.WRONG_KEY);
      world.pollWhilePassing(Duration.ofMinutes(4));
      world.api.recover();
      world.observations(1);
    }
  }

  @Test
  void aPauseUsesUpNone() {
    watch();
    world.api.respond(LISTING, ALWAYS, ProviderAnswer.WRONG_KEY);
    world.pollWhilePassing(Duration.ofMinutes(1));
    world.clock.sleep(Duration.ofHours(5)); // nobody polls meanwhile
    world.pollWhilePassing(Duration.ofMinutes(1));
    world.api.recover();
    world.api.put("a", "COMPLETED");

    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
  }

  @Test
  void aRetryAfterIsObeyed() {
    watch();
    long before = world.api.requests(LISTING);
    world.api.respond(LISTING, 1, 403, Map.of("Retry-After", "1800"), "");
    world.pollUntil(() -> world.api.requests(LISTING) == before + 1);
    Duration asked = world.clock.passed();
    world.api.put("a", "COMPLETED");

    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(world.clock.passed().minus(asked))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
  }

  @Test
  void aShortTimeoutEndsOnTimeWhateverTheBackoff() {
    world.config.put("retry.refused.timeout.ms", "5000");
    watch();
    world.api.respond(LISTING, ALWAYS, ProviderAnswer.WRONG_KEY);
    Duration before = world.clock.passed();

    assertThatThrownBy(() -> world.pollUntil(1)).isInstanceOf(ConnectException.class);
    assertThat(world.clock.passed().minus(before))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(16));
  }

  @Test
  void oneOfSeveralIsParkedAfterIt() {
    world.config.put("hyperflux.listings", LISTING + "," + OTHER);
    world.api.put("a", "IN_PROGRESS");
    world.api.put(OTHER, "o", "IN_PROGRESS");
    world.start().pollUntil(2);
    world.api.respond(LISTING, ALWAYS, ProviderAnswer.NO_SUCH_PATH);
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.pollWhilePassing(Duration.ofMinutes(4));
      assertThat(log.text()).doesNotContain("is parked");
      world.pollWhilePassing(Duration.ofMinutes(2));
      assertThat(log.messages(Level.ERROR)).last().asString().contains(LISTING + " is parked");
    }
    world.api.put(OTHER, "o", "COMPLETED");
    assertThat(world.texts(1)).containsExactly("o: IN_PROGRESS -> COMPLETED");
    world.api.recover();
    world.api.put("a", "COMPLETED");
    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
  }

  @Test
  void aListingThatIsNotKnownIsNotBorneBecauseItsSiblingIs() {
    world.config.put("hyperflux.listings", LISTING + "," + OTHER);
    world.api.put("a", "IN_PROGRESS");
    world.api.respond(OTHER, ALWAYS, ProviderAnswer.NO_SUCH_PATH);
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.start().pollUntil(1);
      world.observations(3);
      assertThat(world.api.requests(OTHER)).isEqualTo(2);
      assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("is parked");
    }
  }

  @Test
  void anEmptyListingThatWasReadIsKnown() {
    world.start().observations(1);
    world.api.respond(LISTING, ALWAYS, ProviderAnswer.CHALLENGE);
    world.pollWhilePassing(Duration.ofMinutes(4));
    world.api.recover();
    world.api.put("a", "CREATED");

    assertThat(world.texts(1)).containsExactly("a: null -> CREATED");
  }

  private void watch() {
    world.api.put("a", "IN_PROGRESS");
    world.start().pollUntil(1);
    world.observations(1);
  }
}
