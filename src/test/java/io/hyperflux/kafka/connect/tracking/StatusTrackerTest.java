package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTrackerTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final StatusTracker tracker = new StatusTracker();
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
      tracker.begin();
      tracker.seen("a", "COMPLETED");
      tracker.complete(NOON);

      assertThat(tracker.nextChange().observedAt()).isEqualTo(NOON);
    }

    @Test
    void haveToBeHandedOutBeforeTheNextObservation() {
      tracker.begin();
      tracker.seen("a", "COMPLETED");
      tracker.complete(NOON);

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
    void isNoNewsUntilTheTaskIsForgotten() {
      observe("a=COMPLETED", "b=COMPLETED");
      observeTimes(99, "b=COMPLETED");

      assertThat(observe("a=COMPLETED", "b=COMPLETED")).isEmpty();
    }

    @Test
    void forgetsAfterAHundredObservations() {
      observe("a=COMPLETED", "b=COMPLETED");
      observeTimes(100, "b=COMPLETED");

      assertThat(tracker.size()).isEqualTo(1);
      assertThat(observe("a=COMPLETED", "b=COMPLETED")).containsExactly("#0 a: null -> COMPLETED");
    }

    @Test
    void isBrokenByAListingWithoutAUsableStatus() {
      observe("a=COMPLETED", "b=COMPLETED");
      observeTimes(99, "b=COMPLETED");
      observe("a=", "b=COMPLETED");
      observeTimes(99, "b=COMPLETED");

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

  @Nested
  class SlotsOfTasks {
    @Test
    void areReusedLowestFirst() {
      observe("a=COMPLETED", "b=COMPLETED", "c=COMPLETED");
      observeTimes(100, "c=COMPLETED");

      assertThat(observe("c=COMPLETED", "d=CREATED", "e=CREATED", "f=CREATED"))
          .containsExactly(
              "#0 d: null -> CREATED", "#1 e: null -> CREATED", "#3 f: null -> CREATED");
    }

    @Test
    void areKeptForAllChangesOfATask() {
      observe("a=CREATED", "b=CREATED");
      observe("b=IN_PROGRESS", "a=CREATED");

      assertThat(observe("b=COMPLETED", "a=FAILED"))
          .containsExactly("#1 b: IN_PROGRESS -> COMPLETED", "#0 a: CREATED -> FAILED");
    }

    @Test
    void stayFewHoweverManyTasksPass() {
      int highest = 0;
      for (int first = 0; first < 20_000; first += 50) {
        tracker.begin();
        for (int task = first; task < first + 200; task++) {
          tracker.seen("task-" + task, "COMPLETED");
        }
        tracker.complete(NOON);
        for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
          highest = Math.max(highest, c.slot());
        }
      }
      // 200 shown, and 50 leave in each of the 100 observations that remember them
      assertThat(highest).isLessThan(200 + 50 * 100);
    }
  }

  @Nested
  class Restored {
    @Test
    void statusesAreNotProducedAgain() {
      tracker.restore(0, "a", "IN_PROGRESS", 1);
      tracker.restore(3, "b", "COMPLETED", 2);

      assertThat(observe("a=COMPLETED", "b=COMPLETED", "c=CREATED", "d=CREATED"))
          .containsExactly(
              "#0 a: IN_PROGRESS -> COMPLETED", "#1 c: null -> CREATED", "#2 d: null -> CREATED");
    }

    @Test
    void theLaterOfTwoSlotsWins() {
      tracker.restore(0, "a", "COMPLETED", 20);
      tracker.restore(1, "a", "IN_PROGRESS", 10);

      assertThat(observe("a=COMPLETED", "b=CREATED")).containsExactly("#1 b: null -> CREATED");
    }

    @Test
    void theHigherOfTwoEquallyOldSlotsWins() {
      tracker.restore(0, "a", "IN_PROGRESS", 10);
      tracker.restore(1, "a", "COMPLETED", 10);

      assertThat(observe("a=FAILED", "b=CREATED"))
          .containsExactly("#1 a: COMPLETED -> FAILED", "#0 b: null -> CREATED");
    }

    @Test
    void tasksThatStayAwayAreForgottenLikeOthers() {
      tracker.restore(0, "a", "COMPLETED", 1);
      observeTimes(100, "b=COMPLETED");

      assertThat(observe("a=COMPLETED", "b=COMPLETED")).containsExactly("#0 a: null -> COMPLETED");
    }
  }

  private void observeTimes(int times, String... entries) {
    for (int i = 0; i < times; i++) {
      observe(entries);
    }
  }

  /** Entries as task=status; returns the changes as text. */
  private List<String> observe(String... entries) {
    tracker.begin();
    for (String entry : entries) {
      String[] parts = entry.split("=", -1);
      tracker.seen(parts[0], parts[1].isEmpty() ? null : parts[1]);
    }
    int count = tracker.complete(NOON.plusSeconds(60L * minute++));
    List<String> changes = new ArrayList<>();
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      changes.add(
          "#%d %s: %s -> %s".formatted(c.slot(), c.taskId(), c.previousStatus(), c.status()));
    }
    assertThat(changes).hasSize(count);
    return changes;
  }
}
