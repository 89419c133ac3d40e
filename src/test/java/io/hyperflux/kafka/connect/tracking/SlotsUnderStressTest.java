package io.hyperflux.kafka.connect.tracking;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long histories: what is stored stays bounded, and nothing known is produced again. */
class SlotsUnderStressTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final int SHOWN = 1_000;
  private static final String COMPLETED = "COMPLETED";

  private StatusTracker tracker = new StatusTracker();
  private final Map<Integer, StatusChange> stored = new HashMap<>();

  /** A task is remembered while it is shown, and for 100 observations after that. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 50, 500})
  void storedOffsetsStayBoundedWhileTasksPass(int newOnesEachTime) {
    int tasks = newOnesEachTime == 1 ? 5_000 : 100_000;
    pass(0, tasks, newOnesEachTime);

    assertThat(stored).hasSizeLessThanOrEqualTo(SHOWN + 100 * newOnesEachTime);
    assertThat(tracker.size()).isLessThanOrEqualTo(SHOWN + 100 * newOnesEachTime);
  }

  /**
   * After a restart nothing tells slots of forgotten tasks from others: all are remembered for
   * another 100 observations, and what is new meanwhile needs slots of its own.
   */
  @Test
  void aRestartCostsAtMostTheSlotsOfAHundredObservations() {
    int newOnesEachTime = 50;
    int restarts = 5;
    for (int i = 0; i <= restarts; i++) {
      pass(i * 20_000, (i + 1) * 20_000, newOnesEachTime);
      restart();
    }

    assertThat(stored).hasSizeLessThanOrEqualTo(SHOWN + 100 * newOnesEachTime * (restarts + 1));
  }

  @Test
  void aFlakyListingIsSilentAndMovesNoSlots() {
    assertThat(observe(ids(0, SHOWN), COMPLETED)).hasSize(SHOWN);
    Map<String, Integer> slots = slotsByTask();
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<String> ids = ids(0, SHOWN);
      switch (round % 4) {
        case 0 -> ids.clear();
        case 1 -> ids = ids.subList(0, SHOWN / 2);
        case 2 -> Collections.shuffle(ids, random);
        default -> Collections.reverse(ids);
      }
      assertThat(observe(ids, COMPLETED)).isEmpty();
    }

    assertThat(observe(ids(0, SHOWN), "FAILED")).hasSize(SHOWN);
    assertThat(slotsByTask()).isEqualTo(slots);
  }

  @Test
  void aFlakyListingIsSilentAfterARestart() {
    observe(ids(0, SHOWN), COMPLETED);
    Map<String, Integer> slots = slotsByTask();
    restart();

    assertThat(observe(List.of(), COMPLETED)).isEmpty();
    assertThat(observe(ids(500, SHOWN), COMPLETED)).isEmpty();
    assertThat(observe(ids(0, SHOWN), COMPLETED)).isEmpty();
    observe(ids(0, SHOWN), "FAILED");
    assertThat(slotsByTask()).isEqualTo(slots);
  }

  @Test
  void growthTakesTheNextSlotsWithoutAHole() {
    for (int shown : new int[] {1, 10, 1_000, 5_000}) {
      observe(ids(0, shown), COMPLETED);
      assertThat(stored.keySet()).isEqualTo(IntStream.range(0, shown).boxed().collect(toSet()));
    }
  }

  @Test
  void freedSlotsAreTakenAgainFromTheLowest() {
    observe(ids(0, 10), COMPLETED);
    for (int i = 0; i < 100; i++) {
      observe(ids(5, 10), COMPLETED);
    }

    assertThat(observe(concat(ids(5, 10), ids(20, 27)), COMPLETED))
        .extracting(StatusChange::slot)
        .containsExactly(0, 1, 2, 3, 4, 10, 11);
  }

  @Test
  void holesAfterAResetAreFilledFirst() {
    observe(ids(0, 10), COMPLETED);
    stored.keySet().removeAll(List.of(3, 5));
    restart();

    // the tasks that were reset are produced again, and those that come new follow
    assertThat(observe(ids(0, 12), COMPLETED))
        .extracting(change -> change.slot() + " " + change.taskId())
        .containsExactly("3 task-3", "5 task-5", "10 task-10", "11 task-11");
  }

  /** Tasks first to last pass; each observation shows a thousand of them. */
  private void pass(int from, int to, int newOnesEachTime) {
    for (int first = from; first < to; first += newOnesEachTime) {
      List<StatusChange> changes = observe(ids(first, first + SHOWN), COMPLETED);
      assertThat(changes.size()).isIn(SHOWN, newOnesEachTime);
      assertThat(changes).allMatch(change -> change.previousStatus() == null);
    }
  }

  private void restart() {
    tracker = new StatusTracker();
    stored.forEach(
        (slot, change) ->
            tracker.restore(
                slot, change.taskId(), change.status(), change.observedAt().toEpochMilli()));
  }

  private List<StatusChange> observe(List<String> ids, String status) {
    tracker.begin();
    ids.forEach(id -> tracker.seen(id, status));
    tracker.complete(NOON);
    List<StatusChange> changes = new ArrayList<>();
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      changes.add(c);
      stored.put(c.slot(), c);
    }
    return changes;
  }

  private Map<String, Integer> slotsByTask() {
    Map<String, Integer> slots = new HashMap<>();
    stored.forEach((slot, change) -> slots.put(change.taskId(), slot));
    return slots;
  }

  private static List<String> ids(int from, int to) {
    List<String> ids = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      ids.add("task-" + i);
    }
    return ids;
  }

  private static List<String> concat(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
