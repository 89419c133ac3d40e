package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CapturedLog;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several listings in one Connect task: what one of them does is no trouble of the others. */
@Timeout(60)
class ManyListingsTest {
  private static final String ONE = "/v1/ai/one";
  private static final String TWO = "/v1/ai/two";
  private static final String NO_SUCH_MODEL = "{\"message\":\"No such model\"}";

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @BeforeEach
  void serve() {
    world.config.put("hyperflux.listings", ONE + "," + TWO);
    world.api.put(ONE, "1", "CREATED");
    world.api.put(TWO, "2", "CREATED");
  }

  @Test
  void takeTurns() {
    world.start().pollUntil(1);
    assertThat(world.clock.passed()).isLessThan(Duration.ofSeconds(1));
    world.pollUntil(1);
    assertThat(world.clock.passed())
        .as("half an interval later")
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
  }

  @Test
  void aPollIsOneRequestForEachOverOneConnectionCompressed() {
    world.config.put("poll.interval.ms", "5000");
    world.start().pollUntil(() -> world.api.requests().size() == 40);
    world.stop();

    assertThat(world.clock.passed())
        .as("the time that so many polls take")
        .isBetween(Duration.ofSeconds(95), Duration.ofSeconds(98));
    assertThat(world.api.requests(ONE)).isEqualTo(20);
    assertThat(world.api.requests(TWO)).isEqualTo(20);
    assertThat(world.api.answered())
        .extracting(ApiSimulator.Answered::client)
        .containsOnly(world.api.answered().get(0).client());
    assertThat(world.api.requests())
        .allMatch(request -> request.headerNames().contains("accept-encoding"));
  }

  @Test
  void aRefusedOneIsParkedTriedAgainAndComesBack() {
    world.api.respond(ONE, 4, 404, Map.of(), NO_SUCH_MODEL);
    try (CapturedLog log = CapturedLog.ofConnector()) {
      assertThat(world.start().texts(1)).containsExactly("2: null -> CREATED");
      world.pollUntil(() -> world.api.requests(TWO) > 3);
      assertThat(world.api.requests(ONE)).as("one and its confirmation").isEqualTo(2);
      assertThat(log.messages(Level.ERROR))
          .singleElement()
          .asString()
          .contains("404", "No such model", ONE + " is parked", "every 10 minutes");
      Duration parked = world.clock.passed();

      assertThat(world.texts(1)).containsExactly("1: null -> CREATED");
      assertThat(world.api.requests(ONE)).isEqualTo(5);
      assertThat(world.clock.passed().minus(parked))
          .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31));
      assertThat(log.messages(Level.ERROR)).hasSize(1);
      assertThat(log.text()).contains(ONE + " is not refused any more");
    }
  }

  @Test
  void whileParkedARefusedKeyIsConfirmedLikeAnyOther() {
    world.api.respond(ONE, 2, 404, Map.of(), NO_SUCH_MODEL);
    world.api.respond(ONE, 1, 401, Map.of(), "");

    assertThat(world.start().texts(1)).containsExactly("2: null -> CREATED");
    assertThat(world.texts(1)).containsExactly("1: null -> CREATED");
  }

  @Test
  void aRefusedListingDoesNotConfirmARefusedKey() {
    world.api.respond(ONE, 1, 404, Map.of(), NO_SUCH_MODEL);
    world.api.respond(ONE, 1, 401, Map.of(), "");

    assertThat(world.start().texts(2))
        .containsExactlyInAnyOrder("1: null -> CREATED", "2: null -> CREATED");
  }

  @Test
  void whileParkedARetryAfterIsObeyed() {
    world.api.respond(ONE, 2, 404, Map.of(), NO_SUCH_MODEL);
    world.api.respond(ONE, 1, 503, Map.of("Retry-After", "3600"), "");
    world.start().pollUntil(() -> world.api.requests(ONE) == 3);
    Duration asked = world.clock.passed();

    assertThat(world.texts(1)).containsExactly("1: null -> CREATED");
    assertThat(world.clock.passed().minus(asked))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
  }

  @Test
  void theLastOneThatWorkedFailsTheConnectTask() {
    world.api.respond(ONE, 1_000, 404, Map.of(), NO_SUCH_MODEL);
    world.start().pollUntil(1);
    world.pollUntil(() -> world.api.requests(ONE) == 2);
    world.api.respond(TWO, 1_000, 404, Map.of(), NO_SUCH_MODEL);

    assertThatThrownBy(() -> world.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(TWO)
        .hasMessageContaining("hyperflux.listings");
  }

  @Test
  void retriesOfOneDoNotStarveTheOther() {
    world.config.put("hyperflux.requests.per.minute", "12");
    world.config.put("poll.interval.ms", "10000");
    world.config.put("retry.backoff.max.ms", "1000");
    world.api.respond(ONE, 10_000, 503, Map.of(), "");
    world.start().pollUntil(() -> world.clock.passed().compareTo(Duration.ofMinutes(10)) > 0);

    assertThat(world.api.requests(TWO)).isGreaterThanOrEqualTo(55);
    assertThat(world.api.requests().size()).isLessThanOrEqualTo(122);
  }
}
