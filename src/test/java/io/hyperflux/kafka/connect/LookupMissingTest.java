package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.LookupFault;
import io.hyperflux.kafka.connect.support.RunningTask;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lookup.missing}: how tasks ended that left the listing in flight. */
@Timeout(60)
class LookupMissingTest {
  private static final String SINGLE = SimulatedWorld.LISTING + "/a";

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void theEndOfATaskThatLeftIsToldOnce() {
    leave("a");
    world.api.put("a", "FAILED");

    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> FAILED");
    assertThat(world.observations(3)).isEmpty();
    assertThat(world.api.lookups()).isEqualTo(1);
  }

  @Test
  void itIsFoundAfterARestart() {
    world.api.put("a", "IN_PROGRESS");
    world.start().pollUntil(1);
    world.stop();
    world.api.leaveListing("a");
    world.api.put("a", "COMPLETED");

    assertThat(world.start().texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    world.start();
    assertThat(world.observations(4)).isEmpty();
    assertThat(world.api.lookups()).isEqualTo(1);
  }

  @Test
  void oneEmptyObservationOfManyStartsNone() {
    for (int i = 0; i < 10_000; i++) {
      world.api.put("task-" + i, "IN_PROGRESS");
    }
    world.start().pollUntil(10_000);
    world.api.respond(SimulatedWorld.LISTING, 1, 200, Map.of(), "{\"data\":[]}");

    assertThat(world.observations(4)).isEmpty();
    assertThat(world.api.lookups()).isZero();
  }

  @Test
  void aTaskThatIsBackLeavesTheQueue() {
    leave("a");
    world.api.failLookups("a", 1_000, LookupFault.SERVER_ERROR);
    world.pollUntil(() -> world.api.lookups() > 1);
    world.api.hide("a", false);
    world.observations(2);
    long lookups = world.api.lookups();

    assertThat(world.observations(20)).isEmpty();
    assertThat(world.api.lookups()).isEqualTo(lookups);
  }

  @Test
  void a404IsAnEnd() {
    leave("a");
    world.api.remove("a");

    assertThat(world.observations(10)).isEmpty();
    assertThat(world.api.lookups()).isEqualTo(1);
  }

  @Test
  void a404EndsAStreakOfFailures() {
    leave("a");
    world.api.respond(SINGLE, 1, 503, Map.of(), "");
    world.api.respond(SINGLE, 1, 404, Map.of(), "");
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.observations(10);

      assertThat(world.api.lookups()).isEqualTo(2);
      assertThat(log.messages(Level.INFO))
          .anyMatch(line -> line.startsWith("The API answers again (look-ups), after"));
    }
  }

  @Test
  void anotherRefusalGivesUpAndARedirectDoesNotFailTheTask() {
    leave("a");
    world.api.put("a", "COMPLETED");
    world.api.respond(SINGLE, 3, 308, Map.of("Location", "/elsewhere"), "");
    world.api.respond(SINGLE, 1, 418, Map.of(), "");

    assertThat(world.observations(30)).isEmpty();
    assertThat(world.api.lookups()).isEqualTo(4);
  }

  @Test
  void aTaskStillInFlightIsAskedForAgainAndItsChangesAreTold() {
    leave("a");
    world.api.put("a", "QUEUED");
    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> QUEUED");
    assertThat(world.observations(5)).isEmpty();
    world.api.put("a", "COMPLETED");

    assertThat(world.texts(1)).containsExactly("a: QUEUED -> COMPLETED");
  }

  @Test
  void itIsGivenUpAfterADay() {
    world.config.put("poll.interval.ms", "3600000");
    world.config.put("http.request.timeout.ms", "1000");
    world.config.put("retry.backoff.max.ms", "3600000");
    leave("a");
    world.api.failLookups(1_000_000, LookupFault.SERVER_ERROR);
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.pollUntil(() -> dayIsOver());
      assertThat(log.text()).contains("for 24 hours without an end: given up");
      long lookups = world.api.lookups();
      world.observations(3);
      assertThat(world.api.lookups()).isEqualTo(lookups);
    }
  }

  @Test
  void whatTheBudgetNeverAllowsIsGivenUpToo() {
    world.config.put("poll.interval.ms", "60000");
    world.config.put("hyperflux.requests.per.minute", "1");
    leave("a");
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.pollUntil(() -> dayIsOver());
      assertThat(log.text()).contains("for 24 hours without an end: given up");
    }
    assertThat(world.api.lookups()).isZero();
  }

  @Test
  void anAnswerOlderThanTheListingsIsNotUsed() {
    world.config.put("poll.interval.ms", "1000");
    leave("a");
    world.api.hang(SINGLE);
    world.pollUntil(() -> world.api.lookups() == 1);
    world.api.hide("a", false);
    world.pollFor(Duration.ofSeconds(4));
    world.api.put("a", "FAILED");
    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> FAILED");
    world.api.put("a", "CREATED"); // in a listing that is asked for later
    world.api.recover();

    assertThat(RunningTask.texts(world.observations(3))).containsExactly("a: FAILED -> CREATED");
  }

  @Test
  void anAnswerNewerThanTheListingsStands() {
    world.config.put("poll.interval.ms", "1000");
    world.config.put("http.request.timeout.ms", "5000");
    leave("a");
    world.api.failLookups("a", 1, LookupFault.SERVER_ERROR); // tried again a second later
    world.pollUntil(() -> world.api.lookups() == 1);
    world.api.hang(SimulatedWorld.LISTING);
    long polls = world.api.requests(SimulatedWorld.LISTING);
    world.pollUntil(() -> world.api.requests(SimulatedWorld.LISTING) > polls);
    world.api.put("a", "COMPLETED");
    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    // the listing that was asked for before the look-up was sent
    world.api.respond(
        SimulatedWorld.LISTING,
        1,
        200,
        Map.of(),
        "{\"data\":[{\"task_id\":\"a\",\"status\":\"IN_PROGRESS\"}]}");
    world.api.release(SimulatedWorld.LISTING);

    assertThat(world.observations(2)).isEmpty();
  }

  @Test
  void aRefusedKeyThatStaysFailsTheConnectTaskAfterItsTimeout() {
    leave("a");
    world.api.respond(SINGLE, 1_000, 403, Map.of(), "{\"message\":\"Suspended\"}");
    try (CapturedLog log = CapturedLog.ofConnector()) {
      assertThatThrownBy(() -> world.observations(60))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("403 Forbidden: Suspended")
          .hasMessageMatching(".*refused for 3000.. ms, and retry.refused.timeout.ms says to.*")
          .hasMessageContaining("hyperflux.api.key");
      assertThat(log.messages(Level.ERROR)).hasSizeBetween(2, 6);
    }
  }

  @Test
  void withoutPatienceARefusedKeyIsConfirmedOnceAndFailsTheConnectTask() {
    world.config.put("retry.refused.timeout.ms", "0");
    leave("a");
    world.api.respond(SINGLE, 5, 401, Map.of(), "{\"message\":\"Invalid API key\"}");

    assertThatThrownBy(() -> world.observations(30))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("401")
        .hasMessageContaining("hyperflux.api.key");
    assertThat(world.api.lookups()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void retryAfterQuietsAllLookupsButNoPoll(int status) {
    leave("a", "b", "c");
    world.api.respond(SINGLE, 1, status, Map.of("Retry-After", "600"), "");
    world.api.order(ApiSimulator.Order.OLDEST_FIRST);
    world.pollUntil(() -> world.api.lookups() > 0);
    world.observations(1);
    long lookups = world.api.lookups();
    assertThat(lookups).isLessThanOrEqualTo(4);
    Duration quietSince = world.clock.passed();

    world.observations(55);
    assertThat(world.api.lookups()).isEqualTo(lookups);
    world.pollUntil(() -> world.api.lookups() > lookups);
    assertThat(world.clock.passed().minus(quietSince))
        .isBetween(Duration.ofSeconds(580), Duration.ofSeconds(605));
  }

  @Test
  void aThrottledPollQuietsAllLookups() {
    world.config.put("retry.backoff.max.ms", "10000");
    leave("a");
    world.api.failLookups("a", 1_000, LookupFault.SERVER_ERROR);
    world.pollUntil(() -> world.api.lookups() > 1);
    long polls = world.api.requests(SimulatedWorld.LISTING);
    world.api.respond(SimulatedWorld.LISTING, 1, 429, Map.of("Retry-After", "600"), "");
    world.pollUntil(() -> world.api.requests(SimulatedWorld.LISTING) > polls);
    long lookups = world.api.lookups();

    assertThat(world.pollWhilePassing(Duration.ofSeconds(599))).isEmpty();
    assertThat(world.api.lookups()).isEqualTo(lookups);
    world.pollWhilePassing(Duration.ofSeconds(30));
    assertThat(world.api.lookups()).as("they go on then").isGreaterThan(lookups);
  }

  @Test
  void oddIdsArePercentEncoded() {
    for (String id : new String[] {"a/b", "a?b#c", "ä €", "..", "%2e", "a;b=c", "{x}"}) {
      world.api.put(id, "IN_PROGRESS");
    }
    world.start().pollUntil(7);
    for (String id : new String[] {"a/b", "a?b#c", "ä €", "..", "%2e", "a;b=c", "{x}"}) {
      world.api.leaveListing(id);
      world.api.put(id, "COMPLETED");
    }

    assertThat(world.texts(7)).allMatch(text -> text.endsWith(": IN_PROGRESS -> COMPLETED"));
  }

  @Test
  void nothingIsLookedUpWhenItIsOff() {
    world.config.put("lookup.missing", "false");
    leave("a");
    world.api.put("a", "COMPLETED");

    assertThat(world.observations(5)).isEmpty();
    assertThat(world.api.lookups()).isZero();
  }

  /** A day, the longest delay between two requests, and what it took to notice the absence. */
  private boolean dayIsOver() {
    return world.clock.passed().compareTo(Duration.ofHours(28)) > 0;
  }

  /** Starts with these tasks in flight, and takes them out of the listing. */
  private void leave(String... taskIds) {
    for (String taskId : taskIds) {
      world.api.put(taskId, "IN_PROGRESS");
    }
    world.start().pollUntil(taskIds.length);
    for (String taskId : taskIds) {
      world.api.leaveListing(taskId);
    }
  }
}
