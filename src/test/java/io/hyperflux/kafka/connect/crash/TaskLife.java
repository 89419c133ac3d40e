package io.hyperflux.kafka.connect.crash;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statuses that an API task really had, and until when its listing showed it. */
final class TaskLife {
  /** It lasts until the next one. */
  record Status(String name, Instant from) {
    private boolean isAfter(Produced record) {
      return from.toEpochMilli() > record.observedAtMillis();
    }
  }

  private final List<Status> statuses = new ArrayList<>();
  private Instant shownUntil = Instant.MAX;

  /**
   * The lives of all tasks of one listing by their ids, in the order in which they came.
   *
   * @param journal what really happened, in order
   * @param limit how many of its newest tasks the listing shows
   */
  static Map<String, TaskLife> of(List<ApiSimulator.Change> journal, int limit) {
    Map<String, TaskLife> lives = new LinkedHashMap<>();
    List<TaskLife> inOrder = new ArrayList<>();
    for (ApiSimulator.Change change : journal) {
      TaskLife life = lives.get(change.taskId());
      if (life == null) {
        life = new TaskLife();
        lives.put(change.taskId(), life);
        inOrder.add(life);
        if (inOrder.size() > limit) {
          inOrder.get(inOrder.size() - limit - 1).shownUntil = change.at();
        }
      }
      life.statuses.add(new Status(change.status(), change.at()));
    }
    return lives;
  }

  List<Status> statuses() {
    return statuses;
  }

  /** When the status of this number was over or not shown any more; {@link Instant#MAX}: never. */
  Instant shownUntil(int index) {
    Instant end = index == statuses.size() - 1 ? Instant.MAX : statuses.get(index + 1).from;
    return end.isBefore(shownUntil) ? end : shownUntil;
  }

  /** Whether the task ever had the record's status until then. */
  boolean had(Produced record) {
    return statuses.stream()
        .anyMatch(status -> status.name.equals(record.status()) && !status.isAfter(record));
  }

  /**
   * The first record that keeps them from being a subsequence of the statuses, each not before it
   * was; null: none.
   */
  Produced firstOutOfOrder(List<Produced> records) {
    int next = 0;
    for (Produced record : records) {
      while (next < statuses.size() && !statuses.get(next).name.equals(record.status())) {
        next++;
      }
      if (next == statuses.size() || statuses.get(next).isAfter(record)) {
        return record;
      }
      next++;
    }
    return null;
  }
}
