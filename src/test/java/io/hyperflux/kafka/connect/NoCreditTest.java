package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.LookupFault;
import io.hyperflux.kafka.connect.support.ProviderAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An account without credit: nothing here can mend it, so it is waited for. */
@Timeout(60)
class NoCreditTest {
  private static final String LISTING = SimulatedWorld.LISTING;
  private static final int ALWAYS = 1_000_000;

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void backAfterTwentyMinutesItGoesOnWithoutARestart() {
    watch();
    world.api.respond(LISTING, ALWAYS, ProviderAnswer.NO_CREDIT);
    try (CapturedLog log = CapturedLog.ofConnector()) {
      assertThat(world.pollWhilePassing(Duration.ofMinutes(20))).isEmpty();
      assertThat(log.messages(Level.WARN)).hasSizeBetween(1, 2);
      world.api.put("a", "COMPLETED");
      world.api.recover();

      assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
      assertThat(log.text()).contains("The API answers again");
      assertThat(log.messages(Level.ERROR)).isEmpty();
    }
  }

  @Test
  void itIsAskedForAfterTenMinutesThenTwiceAsLateUpToAnHour() {
    watch();
    world.api.respond(LISTING, ALWAYS, ProviderAnswer.TRIAL_USED_UP);

    assertThat(minutesBetweenRequests(6)).containsExactly(10L, 20L, 40L, 60L, 60L, 60L);
    world.api.recover();
    world.observations(1);
    world.api.respond(LISTING, ALWAYS, ProviderAnswer.TRIAL_USED_UP);
    assertThat(minutesBetweenRequests(2)).as("afresh").containsExactly(10L, 20L);
  }

  @Test
  void retryAfterWins() {
    watch();
    String words = ProviderAnswer.TRIAL_USED_UP.body();
    world.api.respond(LISTING, 1, 429, Map.of("Retry-After", "120"), words);
    world.api.respond(LISTING, 1, 402, Map.of("Retry-After", "86400"), "");
    world.api.respond(LISTING, 1, 402, Map.of("Retry-After", "1800"), "");

    assertThat(minutesBetweenRequests(3)).containsExactly(2L, 60L, 30L);
  }

  @Test
  void noTimeoutIsAboutIt() {
    world.config.put("retry.timeout.ms", "60000");
    watch();
    world.api.respond(LISTING, 3, ProviderAnswer.NO_CREDIT);
    world.api.respond(LISTING, 1, 503, Map.of(), "");
    world.api.respond(LISTING, 2, ProviderAnswer.QUOTA_USED_UP);
    world.api.respond(LISTING, 1, ProviderAnswer.WRONG_KEY);
    world.api.put("a", "COMPLETED");

    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(world.clock.passed()).isGreaterThan(Duration.ofHours(3));
  }

  @Test
  void aPollWithoutCreditQuietsAllLookups() {
    world.config.put("retry.backoff.max.ms", "5000");
    watch();
    world.api.leaveListing("a");
    world.api.failLookups("a", ALWAYS, LookupFault.SERVER_ERROR);
    world.pollUntil(() -> world.api.lookups() > 1);
    world.api.respond(LISTING, 1, ProviderAnswer.NO_CREDIT);
    long polls = world.api.requests(LISTING);
    world.pollUntil(() -> world.api.requests(LISTING) > polls);
    long lookups = world.api.lookups();

    world.pollWhilePassing(Duration.ofSeconds(599));
    assertThat(world.api.lookups()).isLessThanOrEqualTo(lookups + 1); // one was under way
    world.pollWhilePassing(Duration.ofSeconds(30));
    assertThat(world.api.lookups()).as("they go on then").isGreaterThan(lookups + 1);
  }

  @Test
  void aLookupWithoutCreditQuietsAllLookupsButNoPoll() {
    List<String> ids = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    ids.forEach(id -> world.api.put(id, "IN_PROGRESS"));
    world.start().pollUntil(ids.size());
    for (String id : ids) {
      world.api.leaveListing(id);
      world.api.put(id, "COMPLETED");
      world.api.respond(LISTING + "/" + id, 1, ProviderAnswer.NO_CREDIT);
    }
    world.pollUntil(() -> world.api.lookups() > 0);
    Duration quietSince = world.clock.passed();
    world.pollWhilePassing(Duration.ofMinutes(9));
    long lookups = world.api.lookups();

    assertThat(lookups).as("as many as are under way at once").isLessThanOrEqualTo(4);
    assertThat(world.api.requests(LISTING)).as("polls go on").isGreaterThan(50);
    world.api.recover();
    List<SourceRecord> records = world.pollUntil(() -> world.api.lookups() > lookups);
    assertThat(world.clock.passed().minus(quietSince))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    records.addAll(world.pollWhilePassing(Duration.ofMinutes(1)));
    assertThat(records).hasSize(ids.size());
  }

  private void watch() {
    world.api.put("a", "IN_PROGRESS");
    world.start().pollUntil(1);
    world.observations(1);
  }

  /** From the next request on, whole minutes. */
  private List<Long> minutesBetweenRequests(int count) {
    List<Long> minutes = new ArrayList<>();
    Duration last = null;
    while (minutes.size() < count) {
      long before = world.api.requests(LISTING);
      world.pollUntil(() -> world.api.requests(LISTING) > before);
      Duration now = world.clock.passed();
      if (last != null) {
        minutes.add(now.minus(last).toMinutes());
      }
      last = now;
    }
    return minutes;
  }
}
