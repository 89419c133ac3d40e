package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.ProviderAnswer;
import io.hyperflux.kafka.connect.support.RunningTask;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows each answer that the provider is known to give, at whatever moment it comes. */
@Timeout(60)
class ProviderProfileTest {
  private static final String LISTING = SimulatedWorld.LISTING;
  private static final String SINGLE = LISTING + "/a";
  private static final int ALWAYS = 1_000_000;
  private static final Set<ProviderAnswer.Listing> REFUSALS =
      EnumSet.of(ProviderAnswer.Listing.REFUSED, ProviderAnswer.Listing.KEY_REFUSED);

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();
  @AutoClose private final CapturedLog log = CapturedLog.ofConnector();

  static Stream<ProviderAnswer> refusals() {
    return Stream.of(ProviderAnswer.values()).filter(row -> REFUSALS.contains(row.listing()));
  }

  static Stream<ProviderAnswer> others() {
    return Stream.of(ProviderAnswer.values()).filter(row -> !REFUSALS.contains(row.listing()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalFromTheStartIsConfirmedOnceAndFailsTheConnectTask(ProviderAnswer row) {
    world.api.respond(LISTING, ALWAYS, row);
    world.start();

    assertThatThrownBy(() -> world.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(row.words())
        .hasMessageContaining(setting(row));
    assertThat(world.api.requests(LISTING)).isEqualTo(2);
    assertThat(world.clock.passed()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @MethodSource("others")
  void everythingElseFromTheStartFailsNothing(ProviderAnswer row) {
    world.api.respond(LISTING, ALWAYS, row);
    world.start();
    assertThat(world.pollWhilePassing(Duration.ofMinutes(15))).isEmpty();
    world.api.put("a", "IN_PROGRESS");
    world.api.recover();

    assertThat(world.texts(1)).containsExactly("a: null -> IN_PROGRESS");
    assertTold(row, Level.WARN);
  }

  @ParameterizedTest
  @EnumSource(ProviderAnswer.class)
  void forAWhileAfterGoodPollsItLosesAndRepeatsNothing(ProviderAnswer row) {
    watchThree();
    world.api.respond(LISTING, ALWAYS, row);
    assertThat(world.pollWhilePassing(Duration.ofMinutes(4))).isEmpty();
    world.api.put("a", "COMPLETED");
    world.api.recover();

    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(world.observations(3)).isEmpty();
    assertTold(row, REFUSALS.contains(row.listing()) ? Level.ERROR : Level.WARN);
  }

  @ParameterizedTest
  @EnumSource(ProviderAnswer.class)
  void forAWhileAfterARestartItLosesAndRepeatsNothing(ProviderAnswer row) {
    watchThree();
    world.stop();
    world.api.respond(LISTING, ALWAYS, row);
    assertThat(world.start().pollWhilePassing(Duration.ofMinutes(4))).isEmpty();
    world.api.put("a", "COMPLETED");
    world.api.recover();

    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(world.observations(3)).isEmpty();
    assertTold(row, REFUSALS.contains(row.listing()) ? Level.ERROR : Level.WARN);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalThatStaysFailsTheConnectTaskAfterItsTimeout(ProviderAnswer row) {
    watchThree();
    world.api.respond(LISTING, ALWAYS, row);
    Duration before = world.clock.passed();

    assertThatThrownBy(() -> world.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(row.words())
        .hasMessageMatching(".*refused for 3000.. ms, and retry.refused.timeout.ms says to.*")
        .hasMessageContaining(setting(row));
    assertThat(world.clock.passed().minus(before))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusSeconds(11));
    assertThat(log.messages(Level.ERROR))
        .hasSizeBetween(2, 6)
        .allMatch(message -> message.contains(row.words()))
        .allMatch(message -> message.contains("It was served before, so this may pass"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void nothingElseThatStaysFailsTheConnectTask(ProviderAnswer row) {
    world.config.put("poll.interval.ms", "120000");
    watchThree();
    world.api.respond(LISTING, ALWAYS, row);
    world.pollWhilePassing(Duration.ofHours(2));

    assertThat(noCredit())
        .isEqualTo(row.listing() == ProviderAnswer.Listing.WITHOUT_CREDIT ? 1 : 0);
    world.api.recover();
    world.api.put("a", "COMPLETED");
    assertThat(world.texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(noCredit()).isZero();
  }

  @ParameterizedTest
  @EnumSource(ProviderAnswer.class)
  void atValidationOnlyARefusalIsAnError(ProviderAnswer row) {
    world.api.respond(LISTING, 1, row);
    Map<String, List<String>> errors =
        new Validation(world.clock).put("hyperflux.api.url", world.api.url()).errors();

    if (REFUSALS.contains(row.listing())) {
      assertThat(errors).containsOnlyKeys(setting(row));
      assertThat(errors.get(setting(row)).get(0)).contains(row.words());
      assertThat(log.text()).isEmpty();
    } else {
      assertThat(errors).isEmpty();
      if (EnumSet.of(ProviderAnswer.Listing.EMPTY, ProviderAnswer.Listing.UNREADABLE)
          .contains(row.listing())) {
        assertThat(log.text()).isEmpty();
      } else {
        assertThat(log.messages(Level.WARN))
            .singleElement()
            .asString()
            .contains(row.words(), advice(row), "This is no error");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ProviderAnswer.class)
  void forAWhileOfASingleTask(ProviderAnswer row) {
    watchThree();
    world.api.put("a", "COMPLETED");
    world.api.leaveListing("a");
    world.api.respond(SINGLE, ALWAYS, row);
    List<String> meanwhile = RunningTask.texts(world.pollWhilePassing(Duration.ofMinutes(4)));
    long lookups = world.api.lookups();
    world.api.recover();
    List<String> afterwards = RunningTask.texts(world.pollWhilePassing(Duration.ofMinutes(20)));

    List<String> end = List.of("a: IN_PROGRESS -> COMPLETED");
    switch (row.single()) {
      case SETTLED -> assertThat(meanwhile).isEqualTo(end);
      case GONE -> assertThat(meanwhile).isEmpty();
      case KEY_REFUSED, RETRIED, WITHOUT_CREDIT -> {
        assertThat(meanwhile).isEmpty();
        assertThat(afterwards).isEqualTo(end);
      }
    }
    switch (row.single()) {
      case SETTLED, GONE, WITHOUT_CREDIT -> assertThat(lookups).isEqualTo(1);
      case KEY_REFUSED, RETRIED -> assertThat(lookups).isBetween(5L, 60L);
    }
    assertThat(log.messages(Level.ERROR))
        .hasSizeBetween(
            row.single() == ProviderAnswer.Single.KEY_REFUSED ? 1 : 0,
            row.single() == ProviderAnswer.Single.KEY_REFUSED ? 5 : 0);
  }

  private long noCredit() {
    return world.offsets.metrics().gauge("no-credit").getAsLong();
  }

  /** One in flight, and one of each end. */
  private void watchThree() {
    world.api.put("a", "IN_PROGRESS");
    world.api.put("b", "COMPLETED");
    world.api.put("c", "FAILED");
    world.start().pollUntil(3);
    world.observations(2);
  }

  private void assertTold(ProviderAnswer row, Level trouble) {
    boolean isNone = row.listing() == ProviderAnswer.Listing.EMPTY;
    List<String> told = log.messages(isNone ? Level.INFO : trouble);
    if (isNone) {
      assertThat(told).filteredOn(message -> message.contains(row.words())).hasSize(1);
      assertThat(log.messages(Level.WARN)).isEmpty();
    } else {
      assertThat(told).first().asString().contains(row.words(), advice(row));
    }
    assertThat(log.messages(Level.ERROR)).hasSizeBetween(0, trouble.equals(Level.ERROR) ? 5 : 0);
  }

  private static String setting(ProviderAnswer row) {
    return row.listing() == ProviderAnswer.Listing.KEY_REFUSED
        ? "hyperflux.api.key"
        : "hyperflux.listings";
  }

  private static String advice(ProviderAnswer row) {
    return switch (row.listing()) {
      case EMPTY -> "";
      case KEY_REFUSED, REFUSED -> setting(row);
      case RETRIED -> row.status() == 429 ? "poll.interval.ms" : "the provider's";
      case UNREADABLE -> "hyperflux.api.url";
      case WITHOUT_CREDIT -> "The account has no credit: nothing to change here";
    };
  }
}
