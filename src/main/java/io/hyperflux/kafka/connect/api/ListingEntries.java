package io.hyperflux.kafka.connect.api;

import java.util.ArrayList;
import java.util.List;

/** The entries of one listing, in its order. Reused from one reading to the next. */
public final class ListingEntries {
  private final List<String> taskIds = new ArrayList<>();
  private final List<String> statuses = new ArrayList<>();
  private int unusable;

  /** How many entries have a usable task id. */
  public int size() {
    return taskIds.size();
  }

  /** The task id of an entry: 1 to 256 characters, not blank. */
  public String taskId(int entry) {
    return taskIds.get(entry);
  }

  /** The status of an entry: 1 to 256 characters, not blank; null if it has no usable one. */
  public String status(int entry) {
    return statuses.get(entry);
  }

  /** How many entries lack a usable task id or a usable status. */
  public int unusable() {
    return unusable;
  }

  void clear() {
    taskIds.clear();
    statuses.clear();
    unusable = 0;
  }

  /** Adds an entry; null stands for what is not usable. */
  void add(String taskId, String status) {
    if (taskId == null || status == null) {
      unusable++;
    }
    if (taskId != null) {
      taskIds.add(taskId);
      statuses.add(status);
    }
  }

  boolean hasOnlyUnusable() {
    return unusable > 0 && statuses.stream().allMatch(status -> status == null);
  }
}
