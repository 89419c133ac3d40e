package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of DESIGN.md ("Semantics", "Slots") for one listing, written with plain maps. Where the
 * rules leave a choice, namely between tasks that left at the same time, it takes the tracker's and
 * checks that it is allowed.
 */
final class TrackerModel {
  /** What is known of a task. */
  static final class Task {
    String status; // last produced
    Integer slot;
    boolean inFlight;
    boolean listed;
    int absences;
    long absentSince;
    long observedAt;
    boolean missing;
    int onTheirWay; // records with a slot in which nothing of it is known to be stored yet
  }

  /** A stored offset. */
  record Stored(String taskId, String status, long observedAt) {}

  private final Set<String> emitted;
  private final boolean looksUp;
  private final int absentAtLeast;
  private final List<Integer> sizes = new ArrayList<>();
  final Map<String, Task> tasks = new HashMap<>();
  final TreeSet<Integer> outdated = new TreeSet<>();
  private final Map<Integer, String> owners = new TreeMap<>();
  private int neverUsed;
  private long observations;
  private boolean first = true;
  int pushedOut;

  TrackerModel(
      Set<String> emitted, boolean looksUp, int absentAtLeast, Map<Integer, Stored> stored) {
    this.emitted = emitted;
    this.looksUp = looksUp;
    this.absentAtLeast = absentAtLeast;
    new TreeMap<>(stored).forEach(this::restore);
  }

  private void restore(int slot, Stored offset) {
    neverUsed = slot + 1;
    Task task = tasks.computeIfAbsent(offset.taskId(), id -> new Task());
    if (task.slot != null) {
      if (task.observedAt > offset.observedAt()) {
        outdated.add(slot);
        return;
      }
      outdated.add(task.slot);
      owners.remove(task.slot);
    }
    task.slot = slot;
    owners.put(slot, offset.taskId());
    task.status = offset.status();
    task.observedAt = offset.observedAt();
    task.inFlight = !hasEnded(offset.status());
    task.listed = true;
  }

  static boolean hasEnded(String status) {
    return status.equals("COMPLETED") || status.equals("FAILED");
  }

  /** One observation; the changes as texts. A status may be null. */
  List<String> observe(List<Map.Entry<String, String>> listing, long now) {
    observations++;
    Map<String, String> produced = new LinkedHashMap<>();
    Map<String, Boolean> ended = new HashMap<>();
    Set<String> listed = new TreeSet<>();
    for (Map.Entry<String, String> entry : listing) {
      String status = entry.getValue();
      if (status == null) {
        if (tasks.containsKey(entry.getKey())) {
          listed.add(entry.getKey());
        }
        continue;
      }
      listed.add(entry.getKey());
      ended.merge(entry.getKey(), hasEnded(status), Boolean::logicalOr);
      if (emitted.isEmpty() || emitted.contains(status)) {
        produced.merge(entry.getKey(), status, Statuses::winner);
      }
    }
    for (String taskId : listed) {
      Task task = tasks.computeIfAbsent(taskId, id -> new Task());
      task.listed = true;
      task.absences = 0;
      task.missing = false;
      if (ended.containsKey(taskId)) {
        task.inFlight = !ended.get(taskId);
      }
    }
    List<String> changes = new ArrayList<>();
    produced.forEach(
        (taskId, status) -> {
          Task task = tasks.get(taskId);
          if (!status.equals(task.status)) {
            changes.add(taskId + ": " + task.status + " -> " + status);
            task.status = status;
          }
        });
    sizes.add(listed.size());
    for (String taskId : List.copyOf(tasks.keySet())) {
      if (!listed.contains(taskId)) {
        absent(taskId, tasks.get(taskId), now);
      }
    }
    first = false;
    return changes;
  }

  private void absent(String taskId, Task task, long now) {
    task.listed = false;
    task.absences++;
    if (task.absences == 1) {
      task.absentSince = first ? Long.MIN_VALUE + task.observedAt : observations;
      if (first && task.inFlight && task.observedAt < now - 24 * 3_600_000L) {
        task.inFlight = false;
      }
    } else if (task.absences == 2 && task.inFlight) {
      task.missing = looksUp;
      task.inFlight = looksUp;
    }
    forgetIfUnknown(taskId, task);
  }

  private void forgetIfUnknown(String taskId, Task task) {
    if (!task.listed && !task.inFlight && task.status == null) {
      tasks.remove(taskId);
    }
  }

  /** A missing task was looked up; the change as a text, null if there is none. */
  String lookedUp(String taskId, String status) {
    Task task = tasks.get(taskId);
    if (hasEnded(status)) {
      task.inFlight = false;
      task.missing = false;
    }
    String change = null;
    if ((emitted.isEmpty() || emitted.contains(status)) && !status.equals(task.status)) {
      change = taskId + ": " + task.status + " -> " + status;
      task.status = status;
    }
    forgetIfUnknown(taskId, task);
    return change;
  }

  /** A missing task is gone. */
  void lost(String taskId) {
    Task task = tasks.get(taskId);
    task.inFlight = false;
    task.missing = false;
    forgetIfUnknown(taskId, task);
  }

  Set<String> missing() {
    Set<String> missing = new TreeSet<>();
    tasks.forEach(
        (taskId, task) -> {
          if (task.missing) {
            missing.add(taskId);
          }
        });
    return missing;
  }

  int bound() {
    int longest =
        sizes.subList(Math.max(0, sizes.size() - 100), sizes.size()).stream()
            .max(Integer::compare)
            .orElse(0);
    return Math.max(absentAtLeast, 2 * longest);
  }

  /** Checks that a slot is one that the rules allow, and gives it to the task. */
  void takes(String taskId, int slot) {
    Task task = tasks.get(taskId);
    if (task.slot != null) {
      assertThat(slot).as("where %s sits", taskId).isEqualTo(task.slot);
      task.onTheirWay += task.onTheirWay > 0 ? 1 : 0;
      return;
    }
    TreeSet<Integer> free = new TreeSet<>();
    for (int i = 0; i < neverUsed; i++) {
      if (!owners.containsKey(i)) {
        free.add(i);
      }
    }
    List<Task> forgettable =
        tasks.values().stream().filter(t -> !t.listed && !t.inFlight && t.slot != null).toList();
    if (!outdated.isEmpty()) {
      assertThat(outdated).as("outdated slots come first").contains(slot);
      outdated.remove(slot);
    } else if (!free.isEmpty()) {
      assertThat(slot).as("the lowest free slot").isEqualTo(free.first());
    } else if (forgettable.size() > bound()) {
      long longest = forgettable.stream().mapToLong(t -> t.absentSince).min().orElseThrow();
      String loser = owners.get(slot);
      assertThat(loser).as("who sat in %d", slot).isNotNull();
      Task lost = tasks.remove(loser);
      assertThat(forgettable).contains(lost);
      assertThat(lost.absentSince).as("since when %s was absent", loser).isEqualTo(longest);
      pushedOut++;
    } else {
      assertThat(slot).as("the next slot").isEqualTo(neverUsed);
      neverUsed++;
    }
    task.slot = slot;
    task.onTheirWay = 1;
    owners.put(slot, taskId);
  }

  /** A record with this slot was stored. */
  void stored(int slot) {
    if (owners.containsKey(slot)) {
      tasks.get(owners.get(slot)).onTheirWay = 0;
    }
  }

  /**
   * A record of this task, with this slot, was dropped.
   *
   * @param isStored whether something is stored in the slot
   */
  void dropped(String taskId, int slot, boolean isStored) {
    Task task = tasks.get(taskId);
    if (task == null || task.slot == null || task.slot != slot || task.onTheirWay == 0) {
      return;
    }
    if (--task.onTheirWay == 0) {
      owners.remove(slot);
      task.slot = null;
      if (isStored) {
        outdated.add(slot);
      }
    }
  }
}
