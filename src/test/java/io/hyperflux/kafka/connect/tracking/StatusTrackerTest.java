package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
