package io.hyperflux.kafka.connect.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.crash.CrashOracle.Kind;
import io.hyperflux.kafka.connect.crash.CrashOracle.Produced;
import io.hyperflux.kafka.connect.crash.CrashOracle.Verdict;
import io.hyperflux.kafka.connect.crash.Polls.Poll;
import io.hyperflux.kafka.connect.crash.Polls.Span;
import io.hyperflux.kafka.connect.support.ApiSimulator.Answered;
import io.hyperflux.kafka.connect.support.ApiSimulator.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashOracleTest {
  private static final String LISTING = "/listing";
  private static final int ALL = Integer.MAX_VALUE;

  private final List<Change> journal = new ArrayList<>();
  private final List<Produced> topic = new ArrayList<>();
  // one in a hundred milliseconds; there is a crash at 2 000, which unsettles the second before
  private Polls polls =
      new Polls(
          IntStream.range(0, 50).mapToObj(i -> new Poll(at(i * 100), i < 10 || i >= 20)).toList());

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChainIsFine(boolean exactlyOnce) {
    was("a", 50, "CREATED", 150, "IN_PROGRESS", 160, "BRIEF", 190, "IN_PROGRESS", 450, "COMPLETED");
    was("b", 50, "IN_PROGRESS");
    was("c", 50, "A", 250, "B", 450, "A");
    has("a", null, "CREATED", 101);
    has("a", "CREATED", "IN_PROGRESS", 201);
    has("b", null, "IN_PROGRESS", 101);
    has("a", "IN_PROGRESS", "COMPLETED", 501);
    has("c", null, "A", 101);
    has("c", "A", "B", 301);
    has("c", "B", "A", 501);

    Verdict verdict = check(exactlyOnce);

    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.repeats()).isZero();
    // all but the brief one and the one before it
    assertThat(verdict.seen()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatOnlyUnsettledPollsSawMayBeMissing(boolean exactlyOnce) {
    was("a", 50, "A", 1050, "B", 1850, "C");
    has("a", null, "A", 101);
    has("a", "A", "C", 2001);

    assertThat(check(exactlyOnce).complaints()).isEmpty();
  }

  @Nested
  class Complains {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAnUnknownTask(boolean exactlyOnce) {
      has("a", null, "A", 101);

      assertComplaints(exactlyOnce, Kind.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAStatusBeforeItWas(boolean exactlyOnce) {
      was("a", 150, "A");
      has("a", null, "A", 101);

      assertComplaints(exactlyOnce, Kind.FOREIGN, Kind.OUT_OF_ORDER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutABrokenChain(boolean exactlyOnce) {
      was("a", 50, "A", 60, "B", 150, "C");
      has("a", null, "A", 51);
      has("a", "B", "C", 201);

      assertComplaints(exactlyOnce, Kind.BROKEN, Kind.MISSING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAChainWithoutBeginning(boolean exactlyOnce) {
      was("a", 50, "A", 60, "B");
      has("a", "A", "B", 101);

      assertComplaints(exactlyOnce, Kind.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutNoChange(boolean exactlyOnce) {
      was("a", 50, "A", 150, "B", 180, "A");
      has("a", null, "A", 101);
      has("a", "A", "A", 201);

      assertComplaints(exactlyOnce, Kind.NO_CHANGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAnotherOrder(boolean exactlyOnce) {
      was("a", 50, "A", 60, "B", 70, "C");
      has("a", null, "B", 101);
      has("a", "B", "A", 201);
      has("a", "A", "C", 301);

      assertComplaints(exactlyOnce, Kind.OUT_OF_ORDER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAMissingStatus(boolean exactlyOnce) {
      was("a", 50, "A", 150, "B", 250, "C");
      has("a", null, "A", 101);
      has("a", "A", "C", 301);

      assertComplaints(exactlyOnce, Kind.MISSING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAMissingEnd(boolean exactlyOnce) {
      was("a", 50, "A", 150, "B");
      has("a", null, "A", 101);
      was("b", 50, "A");

      assertComplaints(exactlyOnce, Kind.UNFINISHED, Kind.UNFINISHED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatATaskWasNotShownLongEnough(boolean exactlyOnce) {
      was("a", 1050, "A");
      was("b", 1950, "A");
      has("b", null, "A", 2001);

      assertThat(kinds(CrashOracle.check(journal, 1, polls, topic, exactlyOnce)))
          .containsExactly(Kind.UNSETTLED);
    }

    @Test
    void aboutARepeatExactlyOnce() {
      was("a", 50, "A", 1550, "B");
      has("a", null, "A", 101);
      has("a", "A", "B", 1601);
      has("a", "A", "B", 2001);

      assertComplaints(true, Kind.REPEATED);
    }

    @Test
    void aboutARepeatFromTheBeginningExactlyOnce() {
      was("a", 50, "A", 1550, "B");
      has("a", null, "A", 101);
      has("a", null, "B", 2001);

      assertComplaints(true, Kind.REPEATED);
    }

    @Test
    void aboutARepeatOfWhatWasFlushed() {
      was("a", 50, "A", 450, "B", 1550, "C");
      has("a", null, "A", 101);
      has("a", "A", "B", 501);
      has("a", "B", "C", 1601);
      has("a", "A", "C", 2001);

      assertComplaints(false, Kind.REPEATED);
    }

    @Test
    void thatALostRewindHidesTheEndExactlyOnce() {
      was("a", 50, "A", 1550, "B", 1650, "A");
      has("a", null, "A", 101);
      has("a", "A", "B", 1601);

      assertComplaints(true, Kind.UNFINISHED);
    }
  }

  @Nested
  class AtLeastOnce {
    @Test
    void takesBackWhatWasNotFlushed() {
      was("a", 50, "A", 1050, "B", 1550, "C", 2550, "D");
      has("a", null, "A", 101);
      has("a", "A", "B", 1101);
      has("a", "B", "C", 1601);
      has("a", "A", "C", 2001);
      has("a", "C", "D", 2601);

      Verdict verdict = check(false);

      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(2);
    }

    @Test
    void takesBackAFirstSight() {
      was("a", 1550, "A");
      has("a", null, "A", 1601);
      has("a", null, "A", 2001);

      Verdict verdict = check(false);

      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(1);
    }

    @Test
    void allowsThatATaskIsBackAtWhatWasFlushed() {
      was("a", 50, "A", 1550, "B", 1950, "A");
      has("a", null, "A", 101);
      has("a", "A", "B", 1601);

      assertThat(check(false).complaints()).isEmpty();

      was("a", 2550, "C");
      has("a", "A", "C", 2601);
      Verdict verdict = check(false);
      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(1);
    }

    @Test
    void goesOnFromWhatWasFlushedLate() {
      was("a", 1050, "A", 1150, "B", 1250, "C");
      has("a", null, "A", 1101);
      has("a", "A", "B", 1201);
      has("a", null, "C", 1501);
      has("a", "B", "C", 2001);

      Verdict verdict = check(false);

      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(3);
    }

    @Test
    void complainsAboutMissingStatusesBehindTheRepeat() {
      was("a", 50, "A", 1550, "B", 2050, "C", 2550, "D");
      has("a", null, "A", 101);
      has("a", "A", "B", 1601);
      has("a", "A", "D", 2601);

      assertComplaints(false, Kind.MISSING);
    }
  }

  @Nested
  class PollsAre {
    @Test
    void settledWhenTheirRunGoesOn() {
      List<Answered> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(new Answered(LISTING, 200, at(i * 100), "first"));
      }
      answers.add(new Answered(LISTING, 503, at(4000), "second"));
      answers.add(new Answered("/other", 200, at(9000), "first"));
      for (int i = 0; i < 20; i++) {
        answers.add(new Answered(LISTING, 200, at(5000 + i * 100), "second"));
      }

      polls = Polls.of(answers, LISTING, Duration.ofMillis(500), List.of());

      assertThat(polls.size()).isEqualTo(40);
      assertThat(polls.settled(at(1400).toEpochMilli())).isTrue();
      assertThat(polls.settled(at(1499).toEpochMilli())).isTrue();
      assertThat(polls.settled(at(1500).toEpochMilli())).isFalse();
      assertThat(polls.settled(at(1900).toEpochMilli())).isFalse();
      assertThat(polls.settled(at(5000).toEpochMilli())).isTrue();
      assertThat(polls.settled(at(-1).toEpochMilli())).isFalse();
      assertThat(polls.longestOutage()).isEqualTo(Duration.ofMillis(3600));
      assertThat(polls.firstSettled(at(1400), at(5000))).isNull();
      assertThat(polls.firstSettled(at(1400), at(5001))).isEqualTo(new Poll(at(5000), true));
      assertThat(polls.next(new Poll(at(1900), false))).isEqualTo(at(5000));
      assertThat(polls.next(new Poll(at(6900), false))).isEqualTo(Instant.MAX);
    }

    @Test
    void notSettledWithoutABroker() {
      List<Answered> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(new Answered(LISTING, 200, at(i * 100), "only"));
      }

      polls =
          Polls.of(answers, LISTING, Duration.ofMillis(500), List.of(new Span(at(1050), at(1950))));

      assertThat(polls.settled(at(500).toEpochMilli())).isTrue();
      assertThat(polls.settled(at(600).toEpochMilli())).isFalse();
      assertThat(polls.settled(at(1900).toEpochMilli())).isFalse();
      assertThat(polls.settled(at(2000).toEpochMilli())).isTrue();
    }
  }

  /** Times and statuses in turn. */
  private void was(String taskId, Object... timesAndStatuses) {
    for (int i = 0; i < timesAndStatuses.length; i += 2) {
      journal.add(
          new Change(
              LISTING,
              taskId,
              (String) timesAndStatuses[i + 1],
              at((Integer) timesAndStatuses[i])));
    }
  }

  private void has(String taskId, String previous, String status, int observedAt) {
    topic.add(new Produced(taskId, previous, status, at(observedAt).toEpochMilli()));
  }

  private Verdict check(boolean exactlyOnce) {
    return CrashOracle.check(journal, ALL, polls, topic, exactlyOnce);
  }

  private void assertComplaints(boolean exactlyOnce, Kind... kinds) {
    assertThat(kinds(check(exactlyOnce))).containsExactly(kinds);
  }

  private static List<Kind> kinds(Verdict verdict) {
    return verdict.complaints().stream().map(CrashOracle.Complaint::kind).toList();
  }

  private static Instant at(int millis) {
    return Instant.parse("2026-11-01T12:00:00Z").plusMillis(millis);
  }
}
