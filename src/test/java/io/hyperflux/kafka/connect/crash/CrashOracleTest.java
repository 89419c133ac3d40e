package io.hyperflux.kafka.connect.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.crash.Complaint.Kind;
import io.hyperflux.kafka.connect.crash.CrashOracle.Verdict;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashOracleTest {
  private final OracleStory story = new OracleStory();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChainIsFine(boolean exactlyOnce) {
    story.was(
        "a", 50, "CREATED", 150, "IN_PROGRESS", 160, "BRIEF", 190, "IN_PROGRESS", 450, "COMPLETED");
    story.was("b", 50, "IN_PROGRESS");
    story.was("c", 50, "A", 250, "B", 450, "A");
    story.has("a", null, "CREATED", 101);
    story.has("a", "CREATED", "IN_PROGRESS", 201);
    story.has("b", null, "IN_PROGRESS", 101);
    story.has("a", "IN_PROGRESS", "COMPLETED", 501);
    story.has("c", null, "A", 101);
    story.has("c", "A", "B", 301);
    story.has("c", "B", "A", 501);

    Verdict verdict = story.verdict(exactlyOnce);

    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.repeats()).isZero();
    // all but the brief one and the one before it
    assertThat(verdict.seen()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatOnlyUnsettledPollsSawMayBeMissing(boolean exactlyOnce) {
    story.was("a", 50, "A", 1050, "B", 1850, "C");
    story.has("a", null, "A", 101);
    story.has("a", "A", "C", 2001);

    assertThat(story.verdict(exactlyOnce).complaints()).isEmpty();
  }

  @Nested
  class Complains {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAnUnknownTask(boolean exactlyOnce) {
      story.has("a", null, "A", 101);

      story.assertComplaints(exactlyOnce, Kind.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAStatusBeforeItWas(boolean exactlyOnce) {
      story.was("a", 150, "A");
      story.has("a", null, "A", 101);

      story.assertComplaints(exactlyOnce, Kind.FOREIGN, Kind.OUT_OF_ORDER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutABrokenChain(boolean exactlyOnce) {
      story.was("a", 50, "A", 60, "B", 150, "C");
      story.has("a", null, "A", 51);
      story.has("a", "B", "C", 201);

      story.assertComplaints(exactlyOnce, Kind.BROKEN, Kind.MISSING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAChainWithoutBeginning(boolean exactlyOnce) {
      story.was("a", 50, "A", 60, "B");
      story.has("a", "A", "B", 101);

      story.assertComplaints(exactlyOnce, Kind.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutNoChange(boolean exactlyOnce) {
      story.was("a", 50, "A", 150, "B", 180, "A");
      story.has("a", null, "A", 101);
      story.has("a", "A", "A", 201);

      story.assertComplaints(exactlyOnce, Kind.NO_CHANGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAnotherOrder(boolean exactlyOnce) {
      story.was("a", 50, "A", 60, "B", 70, "C");
      story.has("a", null, "B", 101);
      story.has("a", "B", "A", 201);
      story.has("a", "A", "C", 301);

      story.assertComplaints(exactlyOnce, Kind.OUT_OF_ORDER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAMissingStatus(boolean exactlyOnce) {
      story.was("a", 50, "A", 150, "B", 250, "C");
      story.has("a", null, "A", 101);
      story.has("a", "A", "C", 301);

      story.assertComplaints(exactlyOnce, Kind.MISSING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aboutAMissingEnd(boolean exactlyOnce) {
      story.was("a", 50, "A", 150, "B");
      story.has("a", null, "A", 101);
      story.was("b", 50, "A");

      story.assertComplaints(exactlyOnce, Kind.UNFINISHED, Kind.UNFINISHED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatATaskWasNotShownLongEnough(boolean exactlyOnce) {
      story.was("a", 1050, "A");
      story.was("b", 1950, "A");
      story.has("b", null, "A", 2001);

      story.limit(1);
      story.assertComplaints(exactlyOnce, Kind.UNSETTLED);
    }

    @Test
    void aboutARepeatExactlyOnce() {
      story.was("a", 50, "A", 1550, "B");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 1601);
      story.has("a", "A", "B", 2001);

      story.assertComplaints(true, Kind.REPEATED);
    }

    @Test
    void aboutARepeatFromTheBeginningExactlyOnce() {
      story.was("a", 50, "A", 1550, "B");
      story.has("a", null, "A", 101);
      story.has("a", null, "B", 2001);

      story.assertComplaints(true, Kind.REPEATED);
    }

    @Test
    void aboutARepeatOfWhatWasFlushed() {
      story.was("a", 50, "A", 450, "B", 1550, "C");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 501);
      story.has("a", "B", "C", 1601);
      story.has("a", "A", "C", 2001);

      story.assertComplaints(false, Kind.REPEATED);
    }

    @Test
    void thatALostRewindHidesTheEndExactlyOnce() {
      story.was("a", 50, "A", 1550, "B", 1650, "A");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 1601);

      story.assertComplaints(true, Kind.UNFINISHED);
    }
  }

  @Nested
  class AtLeastOnce {
    @Test
    void takesBackWhatWasNotFlushed() {
      story.was("a", 50, "A", 1050, "B", 1550, "C", 2550, "D");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 1101);
      story.has("a", "B", "C", 1601);
      story.has("a", "A", "C", 2001);
      story.has("a", "C", "D", 2601);

      Verdict verdict = story.verdict(false);

      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(2);
    }

    @Test
    void takesBackAFirstSight() {
      story.was("a", 1550, "A");
      story.has("a", null, "A", 1601);
      story.has("a", null, "A", 2001);

      Verdict verdict = story.verdict(false);

      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(1);
    }

    @Test
    void allowsThatATaskIsBackAtWhatWasFlushed() {
      story.was("a", 50, "A", 1550, "B", 1950, "A");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 1601);

      assertThat(story.verdict(false).complaints()).isEmpty();

      story.was("a", 2550, "C");
      story.has("a", "A", "C", 2601);
      Verdict verdict = story.verdict(false);
      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(1);
    }

    @Test
    void goesOnFromWhatWasFlushedLate() {
      story.was("a", 1050, "A", 1150, "B", 1250, "C");
      story.has("a", null, "A", 1101);
      story.has("a", "A", "B", 1201);
      story.has("a", null, "C", 1501);
      story.has("a", "B", "C", 2001);

      Verdict verdict = story.verdict(false);

      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(3);
    }

    @Test
    void complainsAboutMissingStatusesBehindTheRepeat() {
      story.was("a", 50, "A", 1550, "B", 2050, "C", 2550, "D");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 1601);
      story.has("a", "A", "D", 2601);

      story.assertComplaints(false, Kind.MISSING);
    }
  }
}
