package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, against the same rules written with plain maps. */
class StatusTrackerModelTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final String[] STATUSES = {
    "CREATED", "IN_PROGRESS", "COMPLETED", "FAILED", "UPSCALING", "QUEUED", null
  };

  private final StatusTracker tracker = new StatusTracker();
  private final Model model = new Model();

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

  /** The other tests prove nothing if tasks never come back, or never are forgotten. */
  @Test
  void theHistoriesAreInteresting() {
    Random random = new Random(1);
    for (int observation = 0; observation < 2_000; observation++) {
      model.observe(listing(random, observation));
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
      String id = task % 3 == 0 ? "task-" + task : new UUID(task, 1).toString();
      listing.add(new Entry(id, STATUSES[random.nextInt(STATUSES.length)]));
    }
    return listing;
  }

  private List<String> observe(List<Entry> listing) {
    tracker.begin();
    listing.forEach(entry -> tracker.seen(entry.taskId(), entry.status()));
    tracker.complete(NOON);
    List<String> changes = new ArrayList<>();
    Set<Integer> slots = new HashSet<>();
    for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
      assertThat(slots.add(c.slot())).as("slot %d once", c.slot()).isTrue();
      changes.add(c.taskId() + ": " + c.previousStatus() + " -> " + c.status());
    }
    return changes;
  }

  /** Last produced statuses and absences in maps. */
  private static final class Model {
    final Map<String, String> produced = new HashMap<>();
    final Map<String, Integer> absences = new HashMap<>();
    int forgotten;
    int back;
    int twice;

    List<String> observe(List<Entry> listing) {
      Map<String, String> observed = new LinkedHashMap<>();
      Set<String> listed = new HashSet<>();
      for (Entry entry : listing) {
        if (entry.status() != null || produced.containsKey(entry.taskId())) {
          listed.add(entry.taskId());
        }
        if (entry.status() != null) {
          String other = observed.get(entry.taskId());
          twice += other == null ? 0 : 1;
          observed.put(entry.taskId(), StatusPrecedence.winner(other, entry.status()));
        }
      }
      Map<String, String> before = new HashMap<>(produced);
      produced.putAll(observed);
      for (String taskId : List.copyOf(produced.keySet())) {
        int absent = listed.contains(taskId) ? 0 : absences.getOrDefault(taskId, 0) + 1;
        back += absent == 0 && absences.getOrDefault(taskId, 0) > 0 ? 1 : 0;
        absences.put(taskId, absent);
        if (absent == StatusTracker.FORGET_AFTER_OBSERVATIONS) {
          produced.remove(taskId);
          absences.remove(taskId);
          forgotten++;
        }
      }
      List<String> changes = new ArrayList<>();
      observed.forEach(
          (taskId, status) -> {
            if (!status.equals(before.get(taskId))) {
              changes.add(taskId + ": " + before.get(taskId) + " -> " + status);
            }
          });
      return changes;
    }
  }
}
