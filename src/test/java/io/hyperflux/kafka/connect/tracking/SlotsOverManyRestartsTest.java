package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * However many tasks pass and however often the Connect task restarts, what is stored is bounded.
 */
class SlotsOverManyRestartsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final int SHOWN = 1_000;
  private static final int NEW_EACH_TIME = 50;

  private StatusTracker tracker = new StatusTracker();
  private final Map<Integer, StatusChange> stored = new HashMap<>();
  private int observed;
  private int longestScan;

  @Test
  void aQuarterOfAMillionTasksPassWithRestarts() {
    int told = 0;
    for (int first = 0; first < 250_000; first += NEW_EACH_TIME) {
      List<StatusChange> changes = observe(first, first + SHOWN);
      told += changes.size();
      assertThat(changes).allMatch(change -> change.previousStatus() == null);
      if (observed % 50 == 0) {
        restart();
      }
    }

    assertThat(told).as("each task once").isEqualTo(250_000 - NEW_EACH_TIME + SHOWN);
    int bound = SHOWN + TaskSlots.ABSENT_AT_LEAST + NEW_EACH_TIME;
    assertThat(stored.size()).isLessThanOrEqualTo(bound);
    assertThat(tracker.size()).isLessThanOrEqualTo(bound);
    assertThat(longestScan).as("slots that a start asks for").isLessThanOrEqualTo(2 * bound);
  }

  /** 25 minutes at the default interval, and far more. */
  @Test
  void aListingThatIsEmptyForLongIsNoNewsWhenItComesBack() {
    observe(0, SHOWN);
    for (int i = 0; i < 5_000; i++) {
      assertThat(observe(0, 0)).isEmpty();
    }
    restart();
    assertThat(observe(0, 0)).isEmpty();

    assertThat(observe(0, SHOWN)).isEmpty();
  }

  @Test
  void aLongListingIsRememberedTwice() {
    int longest = 20_000;
    observe(0, longest);
    for (int i = 1; i <= 4; i++) {
      observe(i * longest, (i + 1) * longest);
    }

    // those listed, the two listings before, and the one that left with the last observation
    assertThat(stored.size()).isLessThanOrEqualTo(4 * longest);
    assertThat(observe(3 * longest, 4 * longest)).as("still remembered").isEmpty();
    assertThat(observe(0, 10)).as("pushed out").hasSize(10);
  }

  @Test
  void growthTakesTheNextSlotsWithoutAHole() {
    for (int shown : new int[] {1, 10, 1_000, 5_000, 40_000}) {
      observe(0, shown);
      assertThat(stored.keySet()).hasSize(shown).allMatch(slot -> slot < shown);
    }
  }

  @Test
  void holesAfterAResetAreFilledFirst() {
    observe(0, 10);
    stored.keySet().removeAll(List.of(3, 5));
    restart();

    // the tasks that were reset are produced again, and those that come new follow
    Map<String, Integer> slots = new HashMap<>();
    observe(0, 12).forEach(change -> slots.put(change.taskId(), tracker.takeSlot(change)));
    assertThat(slots).isEqualTo(Map.of("task-3", 3, "task-5", 5, "task-10", 10, "task-11", 11));
  }

  /** A transformation drops records: a scan must find what is stored behind the holes. */
  @Test
  void noSlotIsUsedThatAScanWouldNotReach() {
    int tasks = 30_000;
    Observation observation = tracker.begin();
    IntStream.range(0, tasks).forEach(i -> observation.seen("task-" + i, "COMPLETED"));
    observation.complete(NOON);
    List<StatusChange> onTheirWay = new ArrayList<>();
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      int slot = tracker.takeSlot(c);
      if (slot == StatusTracker.NO_SLOT) {
        tracker.hold(c);
      } else {
        assertThat(slot).isLessThan(SlotScan.SHORTEST_EMPTY_END);
      }
      onTheirWay.add(c);
    }

    // the first 8 192 are dropped but for the last one of them; then there is room for more
    for (int slot = 0; slot < SlotScan.SHORTEST_EMPTY_END - 1; slot++) {
      tracker.dropped(slot, onTheirWay.get(slot).taskId());
    }
    tracker.stored(SlotScan.SHORTEST_EMPTY_END - 1);
    Set<Integer> next = new java.util.HashSet<>();
    for (StatusChange c : onTheirWay.subList(SlotScan.SHORTEST_EMPTY_END, tasks)) {
      next.add(tracker.takeSlot(c));
    }
    next.remove(StatusTracker.NO_SLOT);
    assertThat(next).hasSize(2 * SlotScan.SHORTEST_EMPTY_END - 1).contains(0);
    assertThat(next).allMatch(slot -> slot < 2 * SlotScan.SHORTEST_EMPTY_END);
  }

  @Test
  void aWorkerThatTellsNothingStopsNothing() {
    Observation observation = tracker.begin();
    IntStream.range(0, 10_000).forEach(i -> observation.seen("task-" + i, "COMPLETED"));
    observation.complete(NOON);
    int refused = 0;
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      if (tracker.takeSlot(c) == StatusTracker.NO_SLOT) {
        refused++;
        tracker.trustAll();
        assertThat(tracker.takeSlot(c)).isGreaterThanOrEqualTo(SlotScan.SHORTEST_EMPTY_END);
      }
    }
    assertThat(refused).isOne();
  }

  private List<StatusChange> observe(int from, int to) {
    tracker.requested();
    Observation observation = tracker.begin();
    for (int i = from; i < to; i++) {
      observation.seen("task-" + i, "COMPLETED");
    }
    observation.complete(NOON.plusSeconds(observed++));
    List<StatusChange> changes = new ArrayList<>();
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      changes.add(c);
      int slot = tracker.takeSlot(c);
      stored.put(slot, c);
      tracker.stored(slot);
    }
    return changes;
  }

  private void restart() {
    tracker = new StatusTracker();
    SlotScan scan = new SlotScan();
    int asked = 0;
    while (!scan.isDone()) {
      SlotScan.Block block = scan.next();
      asked += block.to() - block.from();
      for (int slot = block.from(); slot < block.to(); slot++) {
        StatusChange change = stored.get(slot);
        if (change != null) {
          scan.found(slot);
          tracker.restore(
              slot, change.taskId(), change.status(), change.observedAt().toEpochMilli(), 0);
        }
      }
    }
    longestScan = Math.max(longestScan, asked);
  }
}
