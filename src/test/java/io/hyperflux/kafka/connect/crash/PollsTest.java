package io.hyperflux.kafka.connect.crash;

import static io.hyperflux.kafka.connect.crash.OracleStory.LISTING;
import static io.hyperflux.kafka.connect.crash.OracleStory.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.crash.Polls.Poll;
import io.hyperflux.kafka.connect.crash.Polls.Span;
import io.hyperflux.kafka.connect.support.ApiSimulator.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollsTest {
  private static final Duration SETTLE = Duration.ofMillis(500);

  private final List<Answered> answers = new ArrayList<>();

  @Test
  void areSettledWhenTheirRunGoesOn() {
    polled(0, 1900, "first");
    answers.add(new Answered(LISTING, 503, at(4000), "second"));
    polled(5000, 6900, "second");

    Polls polls = polls(List.of(), List.of());

    assertThat(polls.size()).isEqualTo(40);
    assertThat(isSettled(polls, 1400)).isTrue();
    assertThat(isSettled(polls, 1499)).isTrue();
    assertThat(isSettled(polls, 1500)).isFalse();
    assertThat(isSettled(polls, 1900)).isFalse();
    assertThat(isSettled(polls, 5000)).isTrue();
    assertThat(isSettled(polls, -1)).isFalse();
    assertThat(polls.longestOutage()).isEqualTo(Duration.ofMillis(3600));
    assertThat(polls.firstSettled(at(1400), at(5000))).isNull();
    assertThat(polls.firstSettled(at(1400), at(5001))).isEqualTo(new Poll(at(5000), true));
    assertThat(polls.next(new Poll(at(1900), false))).isEqualTo(at(5000));
    assertThat(polls.next(new Poll(at(6900), false))).isEqualTo(Instant.MAX);
  }

  /** One connection serves all that a Connect task asks for. */
  @Test
  void areSettledWhenTheirRunAsksForSomethingElse() {
    answers.add(new Answered(LISTING, 200, at(0), "one"));
    answers.add(new Answered(LISTING, 200, at(1), "another"));
    answers.add(new Answered("/other", 200, at(500), "one"));
    answers.add(new Answered(LISTING + "/task", 404, at(501), "another"));
    answers.add(new Answered("/other", 404, at(499), "third"));

    Polls polls = polls(List.of(), List.of());

    assertThat(polls.size()).isEqualTo(2);
    assertThat(isSettled(polls, 0)).isTrue();
    assertThat(isSettled(polls, 1)).isTrue();
  }

  @Test
  void areNotSettledByAConnectionFromAPortThatIsUsedAgain() {
    polled(0, 900, "port");
    polled(3000, 3900, "port");

    Polls polls = polls(List.of(), List.of());

    assertThat(isSettled(polls, 400)).isTrue();
    assertThat(isSettled(polls, 500)).isFalse();
    assertThat(isSettled(polls, 900)).isFalse();
    assertThat(isSettled(polls, 3000)).isTrue();
  }

  @Test
  void areNotSettledWithoutABrokerOrBeforeAFreeze() {
    polled(0, 3900, "only");

    Polls polls = polls(List.of(new Span(at(1050), at(1950))), List.of());

    assertThat(isSettled(polls, 500)).isTrue();
    assertThat(isSettled(polls, 600)).isFalse();
    assertThat(isSettled(polls, 1900)).isFalse();
    assertThat(isSettled(polls, 2000)).isTrue();
  }

  @Test
  void areBlindWhileTheListingHasVanished() {
    polled(0, 900, "only");
    for (int i = 1000; i < 2000; i += 100) {
      answers.add(new Answered(LISTING, 404, at(i), "only"));
    }
    polled(2000, 3900, "only");

    Polls polls = polls(List.of(), List.of(new Span(at(2250), at(2500))));

    assertThat(polls.size()).isEqualTo(40);
    assertThat(polls.firstSettled(at(900), at(2000))).isNull();
    assertThat(polls.firstSettled(at(900), at(2001))).isEqualTo(new Poll(at(2000), true));
    assertThat(polls.firstSettled(at(2200), Instant.MAX)).isEqualTo(new Poll(at(2600), true));
    // what look-ups tell meanwhile is stored all the same
    assertThat(isSettled(polls, 1450)).isTrue();
    assertThat(isSettled(polls, 2350)).isTrue();
    assertThat(polls.next(new Poll(at(900), true))).isEqualTo(at(1000));
    assertThat(polls.longestOutage()).isEqualTo(Duration.ofMillis(1100));
  }

  private void polled(int from, int to, String client) {
    for (int i = from; i <= to; i += 100) {
      answers.add(new Answered(LISTING, 200, at(i), client));
    }
  }

  private Polls polls(List<Span> outages, List<Span> vanished) {
    return Polls.of(answers, LISTING, SETTLE, outages, vanished);
  }

  private static boolean isSettled(Polls polls, int millis) {
    return polls.settled(at(millis).toEpochMilli());
  }
}
