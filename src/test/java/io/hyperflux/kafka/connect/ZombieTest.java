package io.hyperflux.kafka.connect;

import static io.hyperflux.kafka.connect.SimulatedWorld.LISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.pacing.Standstill;
import io.hyperflux.kafka.connect.support.CapturedLog;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A Connect task that stood still may have been replaced: for three seconds it asks for nothing and
 * hands nothing out, and then it knows nothing from before.
 */
@Timeout(60)
class ZombieTest {
  private static final Duration GAP = Duration.ofSeconds(8);

  /** The next request for the listing is due meanwhile. */
  private static final Duration LONG_GAP = Duration.ofSeconds(20);

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void asksForNothingWhenItStoodStillBetweenTwoPolls() {
    world.api.put("a", "IN_PROGRESS");
    world.start().pollUntil(1);
    world.api.put("a", "COMPLETED");
    world.clock.sleep(LONG_GAP);

    assertQuiet();
    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(world.api.requests(LISTING)).isEqualTo(2);
  }

  @Test
  void asksForNothingWhenItStoodStillInsideOne() {
    world.api.put("a", "IN_PROGRESS");
    world.start().pollUntil(1);
    world.api.put("a", "COMPLETED");
    world.clock.oversleepOnce(LONG_GAP);
    assertThat(world.poll()).isEmpty();

    assertQuiet();
    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(world.api.requests(LISTING)).isEqualTo(2);
  }

  @Test
  void goesOnAfterAShortGap() {
    world.config.put("poll.interval.ms", "3000");
    world.api.put("a", "IN_PROGRESS");
    world.start().pollUntil(1);
    world.api.put("a", "COMPLETED");
    world.clock.sleep(Duration.ofMillis(2_900));

    assertThat(world.texts(1)).hasSize(1);
    assertThat(world.clock.passed()).isLessThan(Duration.ofMillis(3_500));
  }

  /** As after a start of a paused connector. */
  @Test
  void aStartIsNoStandstill() {
    world.start();
    world.clock.sleep(Duration.ofHours(1));

    world.pollUntil(() -> world.api.requests(LISTING) == 1);
    assertThat(world.clock.passed()).isEqualTo(Duration.ofHours(1));
  }

  /** What it has read of the slots may be older than what its successor has stored since. */
  @Test
  void aScanMayStandStill() {
    world.start();
    world.poll();
    assertThat(world.api.requests()).isEmpty();
    world.clock.sleep(GAP);

    assertQuiet();
    world.pollUntil(() -> world.api.requests(LISTING) == 1);
  }

  @Test
  void usesNoListingThatItAskedForBefore() {
    world.api.put("a", "IN_PROGRESS");
    world.api.hang();
    world.start().pollUntil(() -> world.api.requests(LISTING) == 1);
    world.api.recover();
    awaitAnswered(LISTING, 1);
    world.clock.sleep(LONG_GAP);
    world.api.remove("a");
    world.api.put("b", "IN_PROGRESS");

    assertQuiet();
    assertThat(world.texts(1)).containsExactly("b: null -> IN_PROGRESS");
  }

  @Test
  void asksAgainForAListingThatHangs() {
    world.api.put("a", "IN_PROGRESS");
    world.api.hang();
    world.start().pollUntil(() -> world.api.requests(LISTING) == 1);
    world.clock.sleep(LONG_GAP);

    assertQuiet();
    world.pollUntil(() -> world.api.requests(LISTING) == 2);
    world.api.recover();
    assertThat(world.texts(1)).containsExactly("a: null -> IN_PROGRESS");
    assertThat(world.observations(2)).isEmpty();
  }

  @Test
  void usesNoLookupThatItSentBefore() {
    String single = LISTING + "/a";
    world.config.put("lookup.completed", "true");
    world.api.put("a", "COMPLETED");
    world.api.respond(
        single,
        1,
        200,
        Map.of(),
        "{\"data\":{\"task_id\":\"a\",\"status\":\"COMPLETED\",\"generated\":[\"https://old/1\"]}}");
    world.api.hang(single);
    world.start().pollUntil(() -> world.api.lookups() == 1);
    world.api.release(single);
    awaitAnswered(single, 1);
    world.clock.sleep(GAP);

    assertQuiet();
    assertThat(SimulatedWorld.generated(world.pollUntil(1).get(0)))
        .isNotEmpty()
        .doesNotContain("https://old/1");
    assertThat(world.api.lookups()).isEqualTo(2);
  }

  /** If it was replaced, its successor has them; if it was paused only, nobody else has. */
  @Test
  void handsOutWhatIsLeftOfAnObservationAfterwards() {
    world.config.put("batch.max.records", "1");
    world.api.put("a", "COMPLETED");
    world.api.put("b", "COMPLETED");
    world.start().pollUntil(1);
    world.clock.sleep(GAP);

    assertQuiet();
    assertThat(world.poll()).hasSize(1);
    assertThat(world.observations(2)).isEmpty();
  }

  @Test
  void isToldOnceAMinute() {
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.start().observations(1);
      for (int i = 0; i < 11; i++) {
        world.clock.sleep(GAP);
        world.poll();
      }

      assertThat(log.messages(Level.INFO))
          .filteredOn(line -> line.startsWith("Stood still for 8 s"))
          .hasSize(2);
    }
  }

  /** For three seconds it hands nothing out and sends nothing. */
  private void assertQuiet() {
    Duration end = world.clock.passed().plus(Standstill.QUIET);
    int requests = world.api.requests().size();
    while (world.clock.passed().compareTo(end) < 0) {
      assertThat(world.poll()).isEmpty();
    }
    assertThat(world.clock.passed()).isEqualTo(end);
    assertThat(world.api.requests()).hasSize(requests);
  }

  /** Does not poll: the answer is there, and nobody has looked at it. */
  private void awaitAnswered(String path, int count) {
    await()
        .until(
            () ->
                world.api.answered().stream().filter(answer -> answer.path().equals(path)).count()
                    == count);
  }
}
