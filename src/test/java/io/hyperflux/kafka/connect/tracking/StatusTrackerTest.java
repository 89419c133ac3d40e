package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTrackerTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private StatusTracker tracker = new StatusTracker();
  private int minute;

  @Nested
  class Changes {
    @Test
    void firstSightHasNoPreviousStatus() {
      assertThat(observe("a=IN_PROGRESS", "b=COMPLETED"))
          .containsExactly("#0 a: null -> IN_PROGRESS", "#1 b: null -> COMPLETED");
    }

    @Test
    void anotherStatusIsOneChange() {
      observe("a=IN_PROGRESS", "b=IN_PROGRESS");

      assertThat(observe("a=IN_PROGRESS", "b=COMPLETED"))
          .containsExactly("#1 b: IN_PROGRESS -> COMPLETED");
    }

    @Test
    void theSameListingAgainIsSilent() {
      observe("a=IN_PROGRESS", "b=COMPLETED");

      assertThat(observe("a=IN_PROGRESS", "b=COMPLETED")).isEmpty();
    }

    @Test
    void anotherOrderIsSilent() {
      observe("a=IN_PROGRESS", "b=COMPLETED", "c=FAILED");

      assertThat(observe("c=FAILED", "a=IN_PROGRESS", "b=COMPLETED")).isEmpty();
    }

    @Test
    void thereAndBackAgainIsTwoChanges() {
      observe("a=IN_PROGRESS");

      assertThat(observe("a=COMPLETED")).containsExactly("#0 a: IN_PROGRESS -> COMPLETED");
      assertThat(observe("a=IN_PROGRESS")).containsExactly("#0 a: COMPLETED -> IN_PROGRESS");
    }

    @Test
    void unknownStatusesPassThrough() {
      observe("a=IN_PROGRESS");

      assertThat(observe("a=UPSCALING")).containsExactly("#0 a: IN_PROGRESS -> UPSCALING");
    }

    @Test
    void carryTheTimeOfTheirObservation() {
      Observation observation = tracker.begin();
      observation.seen("a", "COMPLETED");
      observation.complete(NOON);

      assertThat(tracker.nextChange().observedAt()).isEqualTo(NOON);
    }

    @Test
    void haveToBeHandedOutBeforeTheNextObservation() {
      Observation observation = tracker.begin();
      observation.seen("a", "COMPLETED");
      observation.complete(NOON);

      assertThatThrownBy(tracker::begin).isInstanceOf(IllegalStateException.class);
    }
  }

  @Nested
  class TheSameTaskTwiceInOneListing {
    @ParameterizedTest
    @CsvSource({
      "COMPLETED, FAILED, COMPLETED",
      "FAILED, UPSCALING, FAILED",
      "UPSCALING, IN_PROGRESS, UPSCALING",
      "ALPHA, BETA, BETA",
      "IN_PROGRESS, CREATED, IN_PROGRESS",
      "CREATED, COMPLETED, COMPLETED",
      "CREATED, CREATED, CREATED",
    })
    void countsOnce(String one, String other, String winner) {
      assertThat(observe("a=" + one, "a=" + other)).containsExactly("#0 a: null -> " + winner);
      assertThat(observe("a=" + other, "a=" + one)).isEmpty();
    }

    @Test
    void isNoChangeIfTheOneThatCountsIsKnown() {
      observe("a=COMPLETED");

      assertThat(observe("a=IN_PROGRESS", "a=COMPLETED")).isEmpty();
      assertThat(observe("a=COMPLETED", "a=IN_PROGRESS")).isEmpty();
    }

    @Test
    void countsItsUsableStatus() {
      assertThat(observe("a=", "a=CREATED")).containsExactly("#0 a: null -> CREATED");
      assertThat(observe("a=COMPLETED", "a=")).containsExactly("#0 a: CREATED -> COMPLETED");
    }
  }

  @Nested
  class Absence {
    @Test
    void isNoNewsHoweverLong() {
      observe("a=COMPLETED", "b=COMPLETED");
      observeTimes(1_000, "b=COMPLETED");
      observeTimes(1_000);

      assertThat(observe("a=COMPLETED", "b=COMPLETED")).isEmpty();
    }

    @Test
    void ofAllTasksAtOnceForgetsNothingAtOnce() {
      observe("a=COMPLETED", "b=COMPLETED");
      observe();

      assertThat(observe("a=COMPLETED", "b=COMPLETED")).isEmpty();
    }

    @Test
    void isNotStartedByAnUnknownTaskWithoutAStatus() {
      observe("a=");

      assertThat(tracker.size()).isZero();
    }
  }

  /**
   * Whether a listed task is in flight depends on what the listing shows, not on what was before.
   */
  @Nested
  class BackAfterItWasGivenUp {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isInFlightAgain(boolean looksUpMissing) {
      for (List<String> back :
          List.of(
              List.of("a=IN_PROGRESS"),
              List.of("a=", "a=IN_PROGRESS"),
              List.of("a=IN_PROGRESS", "a="))) {
        leaveAndBeGivenUp(looksUpMissing);
        observe(back.toArray(String[]::new));
        assertThat(tracker.inFlight()).as("%s", back).isOne();
      }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isInFlightAgainAfterAnObservationThatTellsNothing(boolean looksUpMissing) {
      leaveAndBeGivenUp(looksUpMissing);
      observe("a=");
      assertThat(tracker.inFlight()).isZero();
      observe("a=IN_PROGRESS");
      assertThat(tracker.inFlight()).isOne();
    }

    @Test
    void itsEndIsLookedUp() {
      leaveAndBeGivenUp(true);
      observe("a=");
      observe("a=IN_PROGRESS");
      observe();
      observe();
      assertThat(missing()).containsExactly("a");
    }

    private void leaveAndBeGivenUp(boolean looksUpMissing) {
      tracker = new StatusTracker(Set.of(), looksUpMissing);
      observe("a=IN_PROGRESS");
      observe();
      observe();
      if (looksUpMissing) {
        assertThat(missing()).containsExactly("a");
        tracker.lost("a");
      }
      assertThat(tracker.inFlight()).isZero();
    }

    private List<String> missing() {
      return IntStream.of(tracker.newlyMissing()).mapToObj(tracker::taskId).toList();
    }
  }

  @Nested
  class FilteredStatuses {
    @ParameterizedTest
    @CsvSource({
      "FAILED, IN_PROGRESS, 0",
      "FAILED, CREATED, 0",
      "CREATED, IN_PROGRESS, 1",
      "CREATED, COMPLETED, 0",
      "UPSCALING, CREATED, 1",
    })
    void ofANewTaskThatStandsTwiceCountInAnyOrder(String one, String other, int inFlight) {
      for (List<String> entries : List.of(List.of(one, other), List.of(other, one))) {
        tracker = new StatusTracker(Set.of("IN_PROGRESS", "COMPLETED"), true);
        observe("a=" + entries.get(0), "a=" + entries.get(1));
        assertThat(tracker.inFlight()).as("%s", entries).isEqualTo(inFlight);
      }
    }

    /** What a look-up has told of a task that is forgotten then must not be taken for another's. */
    @Test
    void ofALookUpCountForNoOtherTask() {
      tracker = new StatusTracker(Set.of("COMPLETED"), true);
      observe("a=IN_PROGRESS");
      observe();
      observe();
      tracker.requested();
      assertThat(tracker.lookedUp("a", "FAILED", NOON, tracker.requests())).isNull();
      assertThat(tracker.size()).isZero();

      assertThat(observe("b=COMPLETED")).containsExactly("#0 b: null -> COMPLETED");
    }

    @Test
    void leaveNothingBehind() {
      tracker = new StatusTracker(Set.of("COMPLETED"), true);
      observe("a=FAILED", "b=COMPLETED");
      observe("b=COMPLETED");
      assertThat(tracker.size()).isOne();
    }
  }

  @Nested
  class SlotsOfTasks {
    @Test
    void ofDroppedRecordsAreFree() {
      String[] entries = {"a=CREATED", "b=CREATED"};
      assertThat(observe(entries))
          .containsExactly("#0 a: null -> CREATED", "#1 b: null -> CREATED");
      tracker = new StatusTracker();
      see(entries).complete(NOON);
      assertThat(tracker.takeSlot(tracker.nextChange())).isZero();
      assertThat(tracker.takeSlot(tracker.nextChange())).isOne();
      tracker.dropped(0, "a");
      tracker.stored(1);

      assertThat(observe("a=CREATED", "b=CREATED", "c=CREATED"))
          .containsExactly("#0 c: null -> CREATED");
      assertThat(observe("a=COMPLETED", "b=CREATED", "c=CREATED"))
          .containsExactly("#2 a: CREATED -> COMPLETED");
    }

    /** Two records of a task are on their way with the same slot. */
    @ParameterizedTest
    @CsvSource({"false, false, true", "true, false, false", "false, true, false"})
    void areFreeOnlyIfAllRecordsAreDropped(boolean first, boolean second, boolean free) {
      see("a=CREATED").complete(NOON);
      tracker.takeSlot(tracker.nextChange());
      see("a=COMPLETED").complete(NOON);
      tracker.takeSlot(tracker.nextChange());
      for (boolean stored : new boolean[] {first, second}) {
        if (stored) {
          tracker.stored(0);
        } else {
          tracker.dropped(0, "a");
        }
      }

      assertThat(observe("a=COMPLETED", "b=CREATED"))
          .containsExactly("#%d b: null -> CREATED".formatted(free ? 0 : 1));
    }

    @Test
    void areKeptForAllChangesOfATask() {
      observe("a=CREATED", "b=CREATED");
      observe("b=IN_PROGRESS", "a=CREATED");

      assertThat(observe("b=COMPLETED", "a=FAILED"))
          .containsExactly("#1 b: IN_PROGRESS -> COMPLETED", "#0 a: CREATED -> FAILED");
    }
  }

  @Nested
  class Restored {
    @Test
    void isNothingOnceThereWasAnObservation() {
      observe();

      assertThatThrownBy(() -> tracker.restore(0, "a", "CREATED", 5, 0))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isNothingWithoutAStatus() {
      assertThatThrownBy(() -> tracker.restore(0, "a", null, 5, 0))
          .isInstanceOf(NullPointerException.class);
      assertThat(tracker.size()).isZero();
    }

    @Test
    void slotsThatTellNoTaskAreFree() {
      tracker.restore(0, "a", "CREATED", 5, 0);
      tracker.restoreUnknown(2);

      assertThat(observe("a=CREATED", "b=CREATED", "c=CREATED"))
          .containsExactly("#2 b: null -> CREATED", "#1 c: null -> CREATED");
    }

    @Test
    void statusesAreNotProducedAgain() {
      tracker.restore(0, "a", "IN_PROGRESS", 1, 0);
      tracker.restore(3, "b", "COMPLETED", 2, 0);

      assertThat(observe("a=COMPLETED", "b=COMPLETED", "c=CREATED", "d=CREATED"))
          .containsExactly(
              "#0 a: IN_PROGRESS -> COMPLETED", "#1 c: null -> CREATED", "#2 d: null -> CREATED");
    }

    @Test
    void theLaterOfTwoSlotsWins() {
      tracker.restore(0, "a", "COMPLETED", 20, 0);
      tracker.restore(1, "a", "IN_PROGRESS", 10, 0);

      assertThat(observe("a=COMPLETED", "b=CREATED")).containsExactly("#1 b: null -> CREATED");
    }

    @Test
    void theHigherOfTwoEquallyOldSlotsWins() {
      tracker.restore(0, "a", "IN_PROGRESS", 10, 0);
      tracker.restore(1, "a", "COMPLETED", 10, 0);

      assertThat(observe("a=FAILED", "b=CREATED"))
          .containsExactly("#1 a: COMPLETED -> FAILED", "#0 b: null -> CREATED");
    }
  }

  @Nested
  class HandedOut {
    @Test
    void thoseOfAKindComeFirst() {
      see("a=CREATED", "b=COMPLETED", "c=IN_PROGRESS", "d=COMPLETED").complete(NOON);
      assertThat(tracker.nextIs(Statuses::isCompleted)).isFalse();
      tracker.bringForward(Statuses::isCompleted);

      List<String> order = new ArrayList<>();
      while (tracker.hasChanges()) {
        boolean isCompleted = tracker.nextIs(Statuses::isCompleted);
        order.add(tracker.nextChange().taskId() + " " + isCompleted);
      }
      assertThat(order).containsExactly("b true", "d true", "a false", "c false");
      assertThat(tracker.nextIs(status -> true)).isFalse();
      assertThat(tracker.nextChange()).isNull();
    }

    @Test
    void whatTheFirstObservationShowsMayHaveWaited() {
      assertThat(tracker.isFirstObservation()).isTrue();
      observe("a=CREATED");
      assertThat(tracker.isFirstObservation()).isTrue();
      observe("a=CREATED");
      assertThat(tracker.isFirstObservation()).isFalse();
    }

    @Test
    void anObservationTellsWhoIsListed() {
      observe("a=CREATED", "b=CREATED");
      observe("b=CREATED");
      assertThat(tracker.isListed("a")).isFalse();
      assertThat(tracker.isListed("b")).isTrue();
      assertThat(tracker.isListed("c")).isFalse();
    }

    @Test
    void theirOffsetsTellOfTheSnapshot() {
      see("a=CREATED", "b=CREATED").complete(NOON);
      StatusChange a = tracker.nextChange();
      StatusChange b = tracker.nextChange();
      assertThat(List.of(a, b)).allMatch(StatusChange::snapshot);
      assertThat(tracker.snapshotSize(a)).isEqualTo(2);
      assertThat(tracker.snapshotSize(b)).isEqualTo(2);
      see("a=COMPLETED", "c=CREATED").complete(NOON);
      assertThat(tracker.snapshotSize(tracker.nextChange())).isZero();
      assertThat(tracker.nextChange().snapshot()).isFalse();
    }
  }

  @Nested
  class InFlight {
    @Test
    void isCountedFromFirstSightToTheEnd() {
      observe("a=CREATED", "b=COMPLETED");
      observe("a=IN_PROGRESS", "b=COMPLETED");
      see("a=COMPLETED", "b=FAILED").complete(NOON.plusSeconds(150));

      assertThat(tracker.nextChange().inFlight()).isEqualTo(Duration.ofSeconds(150));
      assertThat(tracker.nextChange().inFlight()).as("never known in flight").isNull();
    }

    @Test
    void beginsAnew() {
      observe("a=CREATED");
      observe("a=COMPLETED");
      observe("a=IN_PROGRESS");
      see("a=FAILED").complete(NOON.plusSeconds(180));

      assertThat(tracker.nextChange().inFlight()).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"IN_PROGRESS, -5000, 5000", "IN_PROGRESS, 5000, 0", "COMPLETED, -5000,"})
    void goesOnFromWhatIsStored(String status, long fromNoon, Long millis) {
      tracker.restore(0, "a", status, NOON.toEpochMilli() + fromNoon, 0);
      see("a=FAILED").complete(NOON);

      assertThat(tracker.nextChange().inFlight())
          .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }

    /** Two slots of one task: what the outdated one said counts no more. */
    @Test
    void isWhatTheLaterSlotSays() {
      tracker.restore(0, "a", "IN_PROGRESS", NOON.toEpochMilli() - 9_000, 0);
      tracker.restore(1, "a", "COMPLETED", NOON.toEpochMilli() - 5_000, 0);
      assertThat(tracker.inFlight()).isZero();
      see("a=FAILED").complete(NOON);

      assertThat(tracker.nextChange().inFlight()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0"})
    void isLookedUpAfterARestartForADay(long millisMore, int lookedUp) {
      tracker = new StatusTracker(Set.of(), true);
      long dayBefore = NOON.minus(Duration.ofDays(1)).toEpochMilli();
      tracker.restore(0, "a", "IN_PROGRESS", dayBefore - millisMore, 0);
      observe();
      observe();

      assertThat(tracker.newlyMissing()).hasSize(lookedUp);
      assertThat(tracker.newlyMissing()).as("told once").isEmpty();
      assertThat(tracker.inFlight()).isEqualTo(lookedUp);
    }
  }

  @Nested
  class LookedUp {
    @Test
    void countsOnlyWhileTheTaskIsMissing() {
      leaveInFlight();
      observe("a=IN_PROGRESS");

      assertThat(lookUp("COMPLETED")).isNull();
      assertThat(tracker.inFlight()).isOne();
    }

    @Test
    void theSameStatusIsNoNews() {
      leaveInFlight();

      assertThat(lookUp("IN_PROGRESS")).isNull();
      assertThat(tracker.isMissing("a")).as("to be asked again").isTrue();
      assertThat(lookUp("COMPLETED")).isNotNull();
      assertThat(tracker.isMissing("a")).isFalse();
    }

    /** The request for the listing was sent before the look-up: its answer tells nothing newer. */
    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void anOlderAnswerOfTheListingChangesNothing(boolean lookUpSentLast, int changes) {
      leaveInFlight();
      tracker.requested();
      tracker.lookedUp("a", "COMPLETED", NOON, tracker.requests() - (lookUpSentLast ? 0 : 1));

      assertThat(observe("a=IN_PROGRESS")).hasSize(changes);
    }

    private void leaveInFlight() {
      tracker = new StatusTracker(Set.of(), true);
      observe("a=IN_PROGRESS");
      observe();
      assertThat(tracker.isMissing("a")).isFalse();
      observe();
      assertThat(tracker.isMissing("a")).isTrue();
    }

    private StatusChange lookUp(String status) {
      return tracker.lookedUp("a", status, NOON.plusSeconds(600), tracker.requests());
    }
  }

  @Nested
  class HeldRecords {
    /** Two records of a task wait; it is the one that has been absent longest. */
    @Test
    void keepTheirTask() {
      tracker = new StatusTracker(Set.of(), false, 1);
      see("t0=COMPLETED").complete(NOON);
      StatusChange held = tracker.nextChange();
      slot(held);
      tracker.hold(held);
      tracker.hold(held);

      assertThat(observe("t1=COMPLETED")).containsExactly("#1 t1: null -> COMPLETED");
      assertThat(observe("t2=COMPLETED")).containsExactly("#2 t2: null -> COMPLETED");
      assertThat(observe("t3=COMPLETED")).containsExactly("#3 t3: null -> COMPLETED");
      assertThat(observe("t4=COMPLETED")).containsExactly("#1 t4: null -> COMPLETED");
      tracker.release(held);
      assertThat(observe("t5=COMPLETED")).containsExactly("#2 t5: null -> COMPLETED");
      tracker.release(held);
      assertThat(observe("t6=COMPLETED")).containsExactly("#0 t6: null -> COMPLETED");
    }
  }

  private void observeTimes(int times, String... entries) {
    for (int i = 0; i < times; i++) {
      observe(entries);
    }
  }

  /** Entries as task=status; returns the changes as text. */
  private List<String> observe(String... entries) {
    int count = see(entries).complete(NOON.plusSeconds(60L * minute++));
    List<String> changes = new ArrayList<>();
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      changes.add(
          "#%d %s: %s -> %s".formatted(slot(c), c.taskId(), c.previousStatus(), c.status()));
    }
    assertThat(changes).hasSize(count);
    return changes;
  }

  private Observation see(String... entries) {
    Observation observation = tracker.begin();
    for (String entry : entries) {
      String[] parts = entry.split("=", -1);
      observation.seen(parts[0], parts[1].isEmpty() ? null : parts[1]);
    }
    return observation;
  }

  private int slot(StatusChange change) {
    int slot = tracker.takeSlot(change);
    tracker.stored(slot);
    return slot;
  }
}
