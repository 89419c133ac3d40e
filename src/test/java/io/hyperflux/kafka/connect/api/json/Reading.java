package io.hyperflux.kafka.connect.api.json;

import java.util.ArrayList;
import java.util.List;

/**
 * What a listing says.
 *
 * @param entries those with a usable task id, in order
 * @param unusable how many lack a usable task id or status
 */
public record Reading(List<Entry> entries, int unusable) {
  /** The right reading of what is no listing. */
  static final Reading UNREADABLE = new Reading(List.of(), -1);

  /**
   * An entry with a usable task id.
   *
   * @param status null if it is not usable
   */
  public record Entry(String taskId, String status) {}

  /** The reading of a listing with these entries, of which null stands for what is not usable. */
  public static Reading of(List<Entry> all) {
    List<Entry> listed = new ArrayList<>();
    int whole = 0;
    for (Entry entry : all) {
      if (entry.taskId() != null) {
        listed.add(entry);
        whole += entry.status() == null ? 0 : 1;
      }
    }
    int unusable = all.size() - whole;
    boolean anyStatus = listed.stream().anyMatch(entry -> entry.status() != null);
    return unusable > 0 && !anyStatus ? UNREADABLE : new Reading(listed, unusable);
  }

  public static Reading of(ListingEntries read) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      entries.add(new Entry(read.taskId(i), read.status(i)));
    }
    return new Reading(entries, read.unusable());
  }

  /** The text if it is usable as a task id or a status, null otherwise. */
  public static String usable(String text) {
    return text.length() <= 256 && !text.isBlank() ? text : null;
  }
}
