package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, against the same rules written with plain maps. */
class StatusTrackerModelTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final String[] STATUSES = {
    "CREATED", "IN_PROGRESS", "COMPLETED", "FAILED", "UPSCALING", "QUEUED", null
  };

  private final Model model = new Model();
  private StatusTracker tracker = new StatusTracker();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tellsTheChangesThatTheRulesTell(long seed) {
    Random random = new Random(seed);
    for (int observation = 0; observation < 2_000; observation++) {
      List<Entry> listing = listing(random, observation);
      assertThat(observe(listing)).containsExactlyInAnyOrderElementsOf(model.observe(listing));
      assertThat(tracker.size()).isEqualTo(model.produced.size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,",
    "2,",
    "3, COMPLETED;FAILED",
    "4, IN_PROGRESS",
    "5, CREATED;UPSCALING;COMPLETED"
  })
  void restartsAndFiltersChangeNothingElse(long seed, String emitted) {
    model.emitted = emitted == null ? Set.of() : Set.of(emitted.split(";"));
    tracker = new StatusTracker(model.emitted, false);
    Random random = new Random(seed);
    for (int observation = 0; observation < 2_000; observation++) {
      if (random.nextInt(150) == 0) {
        restart();
      }
      List<Entry> listing = listing(random, observation);
      assertThat(observe(listing)).containsExactlyInAnyOrderElementsOf(model.observe(listing));
    }
  }

  private void restart() {
    tracker = new StatusTracker(model.emitted, false);
    model.slots.forEach(
        (taskId, slot) -> tracker.restore(slot, taskId, model.produced.get(taskId), 0));
    model.absences.clear();
  }

  /** The other tests prove nothing if tasks never come back, or never are forgotten. */
  @Test
  void theHistoriesAreInteresting() {
    Random random = new Random(1);
    for (int observation = 0; observation < 2_000; observation++) {
      List<Entry> listing = listing(random, observation);
      model.forgetAbsent(listing);
      model.observe(listing);
    }

    assertThat(model.forgotten).isGreaterThan(100);
    assertThat(model.back).isGreaterThan(100);
    assertThat(model.twice).isGreaterThan(100);
  }

  private record Entry(String taskId, String status) {}

  private static List<Entry> listing(Random random, int observation) {
    List<Entry> listing = new ArrayList<>();
    int size = random.nextInt(40);
    for (int i = 0; i < size; i++) {
      int task = observation / 8 + random.nextInt(60);
      String id = task % 3 == 0 ? "TASK-" + task : new UUID(task, 1).toString();
      listing.add(new Entry(id, STATUSES[random.nextInt(STATUSES.length)]));
    }
    return listing;
  }

  private List<String> observe(List<Entry> listing) {
    tracker.begin();
    listing.forEach(this::see);
    tracker.complete(NOON);
    model.forgetAbsent(listing);
    List<String> changes = new ArrayList<>();
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      assertThat(c.slot()).as("the slot of %s", c.taskId()).isEqualTo(model.slot(c.taskId()));
      changes.add(c.taskId() + ": " + c.previousStatus() + " -> " + c.status());
    }
    return changes;
  }

  /** As a listing's reader tells it: UUIDs mostly as numbers. */
  private void see(Entry entry) {
    if (entry.taskId().startsWith("TASK") || entry.taskId().endsWith("3")) {
      tracker.seen(entry.taskId(), entry.status());
    } else {
      UUID id = UUID.fromString(entry.taskId());
      tracker.seen(id.getMostSignificantBits(), id.getLeastSignificantBits(), entry.status());
    }
  }

  /** Last produced statuses, slots and absences in maps. */
  private static final class Model {
    final Map<String, String> produced = new HashMap<>();
    final Map<String, Integer> slots = new HashMap<>();
    final Map<String, Integer> absences = new HashMap<>();
    Set<String> emitted = Set.of(); // empty: all
    int forgotten;
    int back;
    int twice;

    /** The one it has, or the lowest free one. */
    int slot(String taskId) {
      return slots.computeIfAbsent(
          taskId,
          newId ->
              IntStream.iterate(0, slot -> slot + 1)
                  .filter(slot -> !slots.containsValue(slot))
                  .findFirst()
                  .orElseThrow());
    }

    /** Before the changes are handed out. */
    void forgetAbsent(List<Entry> listing) {
      Set<String> listed = listing.stream().map(Entry::taskId).collect(Collectors.toSet());
      for (String taskId : List.copyOf(produced.keySet())) {
        int absent = listed.contains(taskId) ? 0 : absences.getOrDefault(taskId, 0) + 1;
        back += absent == 0 && absences.getOrDefault(taskId, 0) > 0 ? 1 : 0;
        absences.put(taskId, absent);
        if (absent == StatusTracker.FORGET_AFTER_OBSERVATIONS) {
          produced.remove(taskId);
          slots.remove(taskId);
          absences.remove(taskId);
          forgotten++;
        }
      }
    }

    List<String> observe(List<Entry> listing) {
      Map<String, String> observed = new LinkedHashMap<>();
      for (Entry entry : listing) {
        if (entry.status() != null && (emitted.isEmpty() || emitted.contains(entry.status()))) {
          String other = observed.get(entry.taskId());
          twice += other == null ? 0 : 1;
          observed.put(
              entry.taskId(),
              other == null ? entry.status() : StatusPrecedence.winner(other, entry.status()));
        }
      }
      List<String> changes = new ArrayList<>();
      observed.forEach(
          (taskId, status) -> {
            if (!status.equals(produced.get(taskId))) {
              changes.add(taskId + ": " + produced.get(taskId) + " -> " + status);
            }
          });
      produced.putAll(observed);
      return changes;
    }
  }
}
