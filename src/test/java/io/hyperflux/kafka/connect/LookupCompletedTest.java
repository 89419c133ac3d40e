package io.hyperflux.kafka.connect;

import static io.hyperflux.kafka.connect.SimulatedWorld.LISTING;
import static io.hyperflux.kafka.connect.SimulatedWorld.generated;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.records.RecordEmitter;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.LookupFault;
import io.hyperflux.kafka.connect.support.RunningTask;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code lookup.completed}: records of completed tasks wait for their image URLs, not for ever. */
@Timeout(60)
class LookupCompletedTest {
  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @BeforeEach
  void lookUp() {
    world.config.put("lookup.completed", "true");
    world.config.put("lookup.timeout.ms", "3000");
  }

  @Test
  void theRecordCarriesTheUrls() {
    world.api.put("a", "IN_PROGRESS");
    assertThat(generated(world.start().pollUntil(1).get(0))).isNull();
    world.api.put("a", "COMPLETED");

    SourceRecord record = world.pollUntil(1).get(0);
    assertThat(RunningTask.text(record)).isEqualTo("a: IN_PROGRESS -> COMPLETED");
    assertThat(generated(record)).isNotEmpty().allMatch(url -> url.startsWith("https://"));
    assertThat(world.observations(3)).as("another URL is no change").isEmpty();
    assertThat(world.api.lookups()).isEqualTo(1);
  }

  @Test
  void a404LetsTheRecordGoAtOnce() {
    world.api.put("a", "COMPLETED");
    world.api.failLookups(1, LookupFault.NOT_FOUND);

    assertThat(generated(world.start().pollUntil(1).get(0))).isNull();
    assertThat(world.clock.passed()).isLessThan(Duration.ofSeconds(1));
    assertThat(world.api.lookups()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "CUT", "OTHER_TASK"})
  void aFailureLetsTheRecordGoWhenItsTimeIsUp(LookupFault fault) {
    startWithOneThatFails(fault);

    assertGoesWithoutImages(world.pollWhilePassing(Duration.ofSeconds(5)));
    long lookups = world.api.lookups();
    assertThat(world.pollWhilePassing(Duration.ofMinutes(2))).isEmpty();
    assertThat(world.api.lookups()).as("nobody wants to know any more").isEqualTo(lookups);
  }

  @Test
  void aLookupThatHangsLetsTheRecordGoWhenItsTimeIsUp() {
    startWithOneThatFails(LookupFault.HANG);
    world.pollUntil(() -> world.api.lookups() == 2);

    assertGoesWithoutImages(world.pollFor(Duration.ofSeconds(5)));
    assertThat(world.pollWhilePassing(Duration.ofMinutes(2))).isEmpty();
    assertThat(world.api.lookups()).as("nobody wants to know any more").isEqualTo(2);
  }

  private void startWithOneThatFails(LookupFault fault) {
    world.api.put("good", "COMPLETED");
    world.api.put("bad", "COMPLETED");
    world.api.failLookups("bad", 1_000, fault);

    List<SourceRecord> records = world.start().pollUntil(1);
    assertThat(RunningTask.texts(records))
        .as("not held up")
        .containsExactly("good: null -> COMPLETED");
    assertThat(generated(records.get(0))).isNotEmpty();
  }

  private static void assertGoesWithoutImages(List<SourceRecord> records) {
    assertThat(RunningTask.texts(records)).containsExactly("bad: null -> COMPLETED");
    assertThat(generated(records.get(0))).isNull();
  }

  @Test
  void theUrlsMayComeAtASecondTry() {
    world.api.put("a", "COMPLETED");
    world.api.failLookups(1, LookupFault.SERVER_ERROR);

    assertThat(generated(world.start().pollUntil(1).get(0))).isNotEmpty();
    assertThat(world.api.lookups()).isEqualTo(2);
  }

  @Test
  void laterChangesOfTheTaskQueueBehindItAndOthersPass() {
    world.config.put("lookup.timeout.ms", "60000");
    world.config.put("poll.interval.ms", "1000");
    startWithOneInFlightThatEndsAndFails();
    world.api.put("a", "FAILED");
    world.api.put("b", "CREATED");
    assertThat(RunningTask.texts(world.observations(2))).containsExactly("b: null -> CREATED");
    world.api.put("a", "IN_PROGRESS");
    assertThat(world.observations(2)).isEmpty();

    List<SourceRecord> records = world.pollUntil(3);
    assertThat(RunningTask.texts(records))
        .containsExactly(
            "a: IN_PROGRESS -> COMPLETED", "a: COMPLETED -> FAILED", "a: FAILED -> IN_PROGRESS");
    assertThat(records).allMatch(record -> generated(record) == null);
    assertThat(records).extracting(SourceRecord::sourcePartition).containsOnly(slot(0));
  }

  private void startWithOneInFlightThatEndsAndFails() {
    world.api.put("a", "IN_PROGRESS");
    assertThat(world.start().observations(1)).hasSize(1);
    world.api.put("a", "COMPLETED");
    world.api.failLookups("a", 1_000, LookupFault.SERVER_ERROR);
    assertThat(world.observations(2)).isEmpty();
  }

  @Test
  void aTaskThatCompletesTwiceIsLookedUpTwice() {
    world.config.put("poll.interval.ms", "1000");
    world.config.put("lookup.timeout.ms", "60000");
    startWithOneInFlightThatEndsAndFails();
    world.api.put("a", "IN_PROGRESS");
    world.observations(2);
    world.api.put("a", "COMPLETED");
    world.observations(2);
    world.api.recover();

    List<SourceRecord> records = world.pollUntil(3);
    assertThat(RunningTask.texts(records))
        .containsExactly(
            "a: IN_PROGRESS -> COMPLETED",
            "a: COMPLETED -> IN_PROGRESS",
            "a: IN_PROGRESS -> COMPLETED");
    assertThat(generated(records.get(1))).isNull();
    assertThat(generated(records.get(2))).isNotEmpty();
  }

  @Test
  void aHeldRecordComesAgainAfterARestart() {
    world.config.put("lookup.timeout.ms", "60000");
    world.api.put("a", "IN_PROGRESS");
    world.start().pollUntil(1);
    world.api.put("a", "COMPLETED");
    world.api.failLookups("a", 1_000, LookupFault.SERVER_ERROR);
    assertThat(world.observations(2)).isEmpty();
    world.start();
    world.api.recover();

    SourceRecord record = world.pollUntil(1).get(0);
    assertThat(RunningTask.text(record)).isEqualTo("a: IN_PROGRESS -> COMPLETED");
    assertThat(generated(record)).isNotEmpty();
  }

  @Test
  void aRecordTakesItsSlotWhenItGoesOut() {
    world.config.put("poll.interval.ms", "100");
    world.config.put("lookup.timeout.ms", "60000");
    world.start().observations(1);
    world.api.put("a", "COMPLETED");
    world.api.failLookups("a", 1_000, LookupFault.SERVER_ERROR);
    world.observations(2);
    world.api.leaveListing("a");
    assertThat(world.observations(110)).isEmpty();
    world.api.put("b", "CREATED");
    assertThat(world.pollUntil(1).get(0).sourcePartition()).isEqualTo(slot(0));

    SourceRecord held = world.pollUntil(1).get(0);
    assertThat(held.key()).isEqualTo("a");
    assertThat(held.sourcePartition()).isEqualTo(slot(1));
  }

  /** It starts to wait anew with each start: restarts must not keep it back for ever. */
  @Test
  void aRecordOfTheFirstObservationGoesOutAfterAFewTries() {
    world.config.put("lookup.timeout.ms", "300000");
    world.api.put("a", "IN_PROGRESS");
    world.start().observations(1);
    world.api.put("a", "COMPLETED");
    world.api.failLookups("a", 1_000, LookupFault.SERVER_ERROR);
    for (int restart = 0; restart < 3; restart++) {
      assertThat(world.start().pollWhilePassing(Duration.ofMillis(800))).isEmpty();
    }
    long before = world.api.lookups();

    SourceRecord record = world.start().pollUntil(1).get(0);
    assertThat(RunningTask.text(record)).isEqualTo("a: IN_PROGRESS -> COMPLETED");
    assertThat(generated(record)).isNull();
    assertThat(world.api.lookups() - before).isEqualTo(3);
    assertThat(world.start().observations(2)).isEmpty();
  }

  @Test
  void anEmptyListOfImagesIsAskedForAgain() {
    world.config.put("lookup.timeout.ms", "60000");
    world.api.put("a", "COMPLETED");
    world.api.respond(
        LISTING + "/a",
        5,
        200,
        Map.of(),
        "{\"data\":{\"task_id\":\"a\",\"status\":\"COMPLETED\",\"generated\":[]}}");

    assertThat(generated(world.start().pollUntil(1).get(0))).isNotEmpty();
    assertThat(world.api.lookups()).isEqualTo(6);
  }

  @Test
  void anEmptyListOfImagesIsNoneInTheEnd() {
    world.api.put("a", "COMPLETED");
    world.api.respond(
        LISTING + "/a",
        1_000,
        200,
        Map.of(),
        "{\"data\":{\"task_id\":\"a\",\"status\":\"COMPLETED\",\"generated\":[]}}");

    assertThat(generated(world.start().pollUntil(1).get(0))).as("never an empty list").isNull();
    assertThat(world.clock.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void recordsThatWaitAreBounded() {
    world.config.put("lookup.timeout.ms", "300000");
    world.config.put("hyperflux.requests.per.minute", "50");
    world.config.put("batch.max.records", "100000");
    for (int i = 0; i < RecordEmitter.MOST_LOOKUPS + 30; i++) {
      world.api.put("task-" + i, "COMPLETED");
    }

    world.start();
    List<SourceRecord> records = List.of();
    while (records.isEmpty()) {
      records = world.poll(); // all of them in one batch
    }
    assertThat(world.clock.passed()).isLessThan(Duration.ofSeconds(2));
    assertThat(records).hasSize(30).allMatch(record -> generated(record) == null);
    world.pollUntil(RecordEmitter.MOST_LOOKUPS);
    assertThat(world.clock.passed()).isLessThan(Duration.ofSeconds(310));
  }

  @Test
  void tasksWhoseLookupsHangDoNotStopTheOthers() {
    world.config.put("http.request.timeout.ms", "1000");
    world.config.put("lookup.timeout.ms", "300000");
    world.config.put("retry.backoff.max.ms", "1000");
    for (int i = 0; i < 4; i++) {
      world.api.put("hangs-" + i, "COMPLETED");
      world.api.failLookups("hangs-" + i, 1_000, LookupFault.HANG);
    }
    for (int i = 0; i < 100; i++) {
      world.api.put("good-" + i, "COMPLETED");
    }
    world.api.order(ApiSimulator.Order.OLDEST_FIRST);

    Set<Object> keys = new HashSet<>();
    world.start().pollUntil(100).forEach(record -> keys.add(record.key()));
    assertThat(keys).hasSize(100).allMatch(key -> key.toString().startsWith("good-"));
    assertThat(world.api.mostSimultaneousLookups()).isLessThanOrEqualTo(8);
  }

  @Test
  void failingLookupsTakeTurnsWithTheOthers() {
    world.config.put("hyperflux.requests.per.minute", "60");
    world.config.put("poll.interval.ms", "60000");
    world.config.put("lookup.timeout.ms", "300000");
    world.config.put("retry.backoff.max.ms", "1000");
    world.api.order(ApiSimulator.Order.OLDEST_FIRST);
    for (int i = 0; i < 10; i++) {
      world.api.put("bad-" + i, "COMPLETED");
      world.api.failLookups("bad-" + i, 1_000, LookupFault.SERVER_ERROR);
      world.api.put("good-" + i, "COMPLETED");
    }

    world.start().pollUntil(10).forEach(record -> assertThat(generated(record)).isNotEmpty());
    assertThat(world.clock.passed()).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void manyCompletionsUseTheBudgetUp() {
    world.config.put("hyperflux.requests.per.minute", "6000");
    world.config.put("poll.interval.ms", "200");
    world.config.put("lookup.timeout.ms", "300000");
    for (int i = 0; i < 500; i++) {
      world.api.put("task-" + i, "COMPLETED");
    }

    assertThat(world.start().pollUntil(500)).noneMatch(record -> generated(record) == null);
    assertThat(world.clock.passed()).isBetween(Duration.ofMillis(5_000), Duration.ofMillis(6_500));
    assertThat(world.api.lookups()).isEqualTo(500);
    assertThat(world.api.mostSimultaneousLookups()).isLessThanOrEqualTo(4);
  }

  @Test
  void noUrlIsInAnyLogLine() {
    try (CapturedLog http = new CapturedLog("org.apache.hc", Level.TRACE);
        CapturedLog own = new CapturedLog("io.hyperflux", Level.TRACE)) {
      world.api.put("a", "COMPLETED");
      String url = generated(world.start().pollUntil(1).get(0)).get(0);
      world.observations(1);
      world.stop();

      assertThat(own.text()).contains(LISTING).doesNotContain("ai-statics.example", "hmac");
      assertThat(http.text()).isNotEmpty().doesNotContain("ai-statics.example", "hmac");
      assertThat(url).contains("ai-statics.example", "hmac");
    }
  }

  private static Map<String, String> slot(int number) {
    return Map.of("slot", LISTING + "#" + number);
  }
}
