package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API says of its limits slows the connector down, and never speeds it up. */
@Timeout(60)
class RateLimitHeadersTest {
  private static final String LISTING = SimulatedWorld.LISTING;
  private static final String BODY = "{\"data\":[{\"task_id\":\"a\",\"status\":\"IN_PROGRESS\"}]}";

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  /** Polls come every ten seconds; so many requests are there in the minute after the first. */
  @ParameterizedTest
  @CsvSource({
    "0, 35, 3",
    "0, 3600, 0",
    "0, 86400, 0",
    "0, 5, 6",
    "1, 3600, 6",
    "300, 60, 6",
    "-1, 3600, 6",
    "0, -5, 6",
    "0, soon, 6",
    "none, 3600, 6",
    "99999999999999999999, 3600, 6"
  })
  void onlySlowDown(String remaining, String reset, int requests) {
    world.api.respond(
        LISTING,
        1,
        200,
        Map.of("x-ratelimit-remaining", remaining, "x-ratelimit-reset", reset),
        BODY);
    world.start().pollUntil(1);
    world.pollWhilePassing(Duration.ofSeconds(61));

    assertThat(world.api.requests(LISTING) - 1).isEqualTo(requests);
  }

  @Test
  void holdForAnHourAtMost() {
    world.api.respond(
        LISTING, 1, 429, Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "86400"), "{}");
    world.start().pollWhilePassing(Duration.ofMinutes(59));
    assertThat(world.api.requests(LISTING)).isOne();
    world.pollWhilePassing(Duration.ofMinutes(2));
    assertThat(world.api.requests(LISTING)).isGreaterThan(1);
  }

  @Test
  void holdLookUpsOfThatListingAndNoOtherOne() {
    String other = "/v1/ai/text-to-image/other";
    world.config.put("hyperflux.listings", LISTING + "," + other);
    world.config.put("lookup.completed", "true");
    world.api.put(LISTING, "a", "COMPLETED");
    world.api.put(other, "o", "COMPLETED");
    world.api.respond(
        LISTING,
        1,
        200,
        Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "100"),
        BODY.replace("IN_PROGRESS", "COMPLETED"));

    world.start().pollWhilePassing(Duration.ofSeconds(90));
    assertThat(world.api.requests(LISTING + "/a")).isZero();
    assertThat(world.api.requests(other + "/o")).isOne();
    assertThat(world.api.requests(other)).isGreaterThan(5);
    world.pollWhilePassing(Duration.ofSeconds(30));
    assertThat(world.api.requests(LISTING + "/a")).isOne();
  }

  @Test
  void ofALookUpHoldItsListingToo() {
    world.config.put("lookup.completed", "true");
    world.api.put("a", "COMPLETED");
    world.api.respond(
        LISTING + "/a",
        1,
        200,
        Map.of("RateLimit", "limit=5, remaining=0, reset=50"),
        "{\"data\":{\"task_id\":\"a\",\"status\":\"COMPLETED\",\"generated\":[\"https://a.example/1\"]}}");
    world.start().pollUntil(1);
    long before = world.api.requests(LISTING);
    world.pollWhilePassing(Duration.ofSeconds(45));
    assertThat(world.api.requests(LISTING)).isEqualTo(before);
  }
}
