package io.hyperflux.kafka.connect.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.crash.Complaint.Kind;
import io.hyperflux.kafka.connect.crash.CrashOracle.Verdict;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the oracle lets pass of frozen workers, dropped records and vanished listings. */
class AllowancesTest {
  private final OracleStory story = new OracleStory();

  private static long at(int millis) {
    return OracleStory.at(millis).toEpochMilli();
  }

  @Nested
  class FlushesThatTakeLong {
    @Test
    void repeatWhatTheyHaveNotStored() {
      story.was("a", 50, "A", 2050, "B");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 2101);
      story.has("a", "A", "B", 2501);
      story.assertComplaints(false, Kind.REPEATED);

      story.allow(
          Allowances.NONE.stored(
              (record, before) -> record.status().equals("A") || before > at(2501)));

      assertThat(story.verdict(false).complaints()).isEmpty();
      story.assertComplaints(true, Kind.REPEATED);
    }

    @Test
    void letTheNextTaskGoOnFromWhatIsSentLate() {
      story.was("a", 1050, "A", 1250, "B");
      story.has("a", null, "B", 2001);
      story.has("a", null, "A", 1101);
      story.has("a", "A", "B", 2201);
      story.assertComplaints(false, Kind.REPEATED);

      long lost = at(2001);
      story.allow(Allowances.NONE.overwritten(record -> record.observedAtMillis() <= lost));

      assertThat(story.verdict(false).complaints()).isEmpty();
    }

    @Test
    void loseNothing() {
      story.was("a", 50, "A", 2050, "B");
      story.has("a", null, "A", 101);
      story.allow(Allowances.NONE.stored((record, before) -> false));

      story.assertComplaints(false, Kind.UNFINISHED);
    }
  }

  @Nested
  class DroppedRecords {
    DroppedRecords() {
      story.allow(Allowances.NONE.dropped((taskId, status) -> status.equals("B")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areNotDemanded(boolean exactlyOnce) {
      story.was("a", 50, "A", 250, "B", 450, "C");
      story.has("a", null, "A", 101);
      story.has("a", "B", "C", 501);
      story.was("first", 50, "B", 250, "A");
      story.has("first", "B", "A", 301);
      story.was("last", 50, "A", 250, "B");
      story.has("last", null, "A", 101);
      story.was("only", 50, "B");
      story.was("back", 50, "A", 250, "B", 450, "A");
      story.has("back", null, "A", 101);
      story.has("back", "B", "A", 501);

      Verdict verdict = story.verdict(exactlyOnce);

      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isZero();
      assertThat(verdict.seen()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areForgottenAtACrash(boolean exactlyOnce) {
      story.was("a", 50, "A", 1250, "B", 1950, "C");
      story.has("a", null, "A", 101);
      story.has("a", "A", "C", 2001);

      assertThat(story.verdict(exactlyOnce).complaints()).isEmpty();
    }

    @Test
    void areRememberedByAWorkerThatWasFrozen() {
      story.was("a", 950, "A", 1050, "B", 1150, "C");
      story.has("a", null, "A", 1001);
      story.has("a", "A", "C", 1201);
      story.has("a", "B", "C", 1501);

      assertThat(story.verdict(false).complaints()).isEmpty();
      assertThat(story.verdict(false).repeats()).isOne();
      assertThat(story.verdict(true).complaints()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mustNotCome(boolean exactlyOnce) {
      story.was("a", 50, "B");
      story.has("a", null, "B", 101);

      story.assertComplaints(exactlyOnce, Kind.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void excuseNoOthers(boolean exactlyOnce) {
      story.was("a", 50, "B", 250, "A", 450, "C");
      story.has("a", "A", "C", 501);

      // the one that is missing is not the one that was dropped
      story.assertComplaints(exactlyOnce, Kind.BROKEN, Kind.MISSING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mustHaveHappened(boolean exactlyOnce) {
      story.was("a", 50, "A", 250, "C");
      story.has("a", null, "A", 101);
      story.has("a", "B", "C", 301);

      story.assertComplaints(exactlyOnce, Kind.BROKEN);
    }

    @Test
    void stayDroppedWhenTheNextOneIsTakenBack() {
      story.was("a", 50, "A", 1250, "B", 1450, "C");
      story.has("a", null, "A", 101);
      story.has("a", "B", "C", 1501);
      story.has("a", "A", "C", 2001);

      assertThat(story.verdict(false).complaints()).isEmpty();
      story.assertComplaints(true, Kind.REPEATED);
    }
  }

  @Nested
  class FrozenWorkers {
    @Test
    void maySendLateWhatTheyHadHandedOut() {
      story.was("a", 50, "A", 1550, "B", 1950, "C");
      story.has("a", null, "A", 101);
      story.has("a", "A", "C", 2001);
      story.has("a", "A", "B", 1601);

      Verdict verdict = story.verdict(false);

      assertThat(verdict.complaints()).isEmpty();
      assertThat(verdict.repeats()).isEqualTo(1);
      story.assertComplaints(true, Kind.REPEATED, Kind.UNFINISHED);
    }

    @Test
    void mayNotSendAgainWhatWasFlushed() {
      story.was("a", 50, "A", 250, "B", 450, "C");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 301);
      story.has("a", "B", "C", 501);
      story.has("a", "A", "B", 301);

      story.assertComplaints(false, Kind.REPEATED, Kind.UNFINISHED);
    }

    @Test
    void mayNotRepeatWhatTheirSuccessorsSaw() {
      story.was("a", 50, "A", 2050, "B");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 2101);
      story.has("a", "A", "B", 2201);

      story.assertComplaints(false, Kind.REPEATED);
    }
  }

  @Nested
  class LateFlushes {
    @Test
    void letComeAgainWhatTheyHaveOverwritten() {
      story.was("a", 50, "A", 2050, "B");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 2101);
      story.has("a", null, "B", 3001);
      story.assertComplaints(false, Kind.REPEATED);

      long lost = at(2101);
      story.allow(
          Allowances.NONE.overwritten(
              record -> record.taskId().equals("a") && record.observedAtMillis() <= lost));

      assertThat(story.verdict(false).complaints()).isEmpty();
      story.assertComplaints(true, Kind.REPEATED);
      story.has("a", null, "B", 4001);
      story.assertComplaints(false, Kind.REPEATED);
    }
  }

  @Nested
  class VanishedListings {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showNothingThatWouldBeDemanded(boolean exactlyOnce) {
      story.was("a", 50, "A", 2150, "B", 2950, "C");
      story.has("a", null, "A", 101);
      story.has("a", "A", "C", 3001);
      story.assertComplaints(exactlyOnce, Kind.MISSING);

      story.isBlind(2200, 2900);

      assertThat(story.verdict(exactlyOnce).complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repeatNothingWhenTheyAreBack(boolean exactlyOnce) {
      story.was("a", 50, "A");
      story.has("a", null, "A", 101);
      story.has("a", null, "A", 3001);
      story.isBlind(2200, 2900);

      story.assertComplaints(exactlyOnce, Kind.REPEATED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mayHaveLookUpsTellMore(boolean exactlyOnce) {
      story.was("a", 50, "A", 2150, "B", 2550, "C");
      story.has("a", null, "A", 101);
      story.has("a", "A", "B", 2340);
      story.has("a", "B", "C", 2670);
      story.isBlind(2200, 4900);

      assertThat(story.verdict(exactlyOnce).complaints()).isEmpty();
    }
  }
}
