package io.hyperflux.kafka.connect.api.json;

import io.hyperflux.kafka.connect.api.json.EntrySpans.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The few ways in which a server writes the entries of a listing, and the few statuses that stand
 * in them: there are mostly two layouts, of the first entry and of those behind a comma, and four
 * statuses.
 */
final class EntryLayouts {
  private static final int MOST_LAYOUTS = 4;
  private static final int MOST_STATUSES = 16;

  private final List<EntryLayout> layouts = new ArrayList<>();
  private final List<byte[]> statusBytes = new ArrayList<>();
  private final List<String> statuses = new ArrayList<>();
  private final TaskIdText taskId = new TaskIdText();
  private EntryLayout latest = new EntryLayout(EntrySpans.NONE); // mostly the next one's too
  private int oldest;
  private int oldestStatus;
  private int longest;

  /** How many bytes are looked at for an entry: most take less. */
  int longest() {
    return longest;
  }

  /**
   * Takes over the layout of an entry that the parser has read; its task id is a string.
   *
   * @param bytes where it stands, with what separates it from the entry before
   * @param from its first byte
   * @param to behind its last byte
   * @param idAt the opening quote of the task id that counts
   * @param statusAt the opening quote of the status that counts
   * @param status the status, as it was read
   */
  void learn(byte[] bytes, int from, int to, int idAt, int statusAt, String status) {
    byte[] text = status.getBytes(StandardCharsets.UTF_8);
    EntrySpans entry = EntrySpans.of(bytes, from, to, idAt, statusAt);
    byte[] id = entry.value(Kind.TASK_ID);
    // with an escape in it the status is written in another way than it is read
    if (id == null || !Arrays.equals(text, entry.value(Kind.STATUS))) {
      return;
    }
    longest = Math.max(longest, 2 * (to - from) + UsableText.LONGEST);
    know(text, status);
    for (EntryLayout layout : layouts) {
      if (layout.learn(entry)) {
        return;
      }
    }
    EntryLayout layout = new EntryLayout(entry);
    layout.know(statusBytes, statuses);
    if (layouts.size() < MOST_LAYOUTS) {
      layouts.add(layout);
    } else {
      latest = latest == layouts.get(oldest) ? layout : latest; // nothing else keeps that one
      layouts.set(oldest, layout);
      oldest = (oldest + 1) % MOST_LAYOUTS;
    }
  }

  private void know(byte[] text, String status) {
    if (statuses.contains(status)) {
      return;
    }
    if (statuses.size() < MOST_STATUSES) {
      statusBytes.add(text);
      statuses.add(status);
    } else {
      statusBytes.set(oldestStatus, text);
      statuses.set(oldestStatus, status);
      oldestStatus = (oldestStatus + 1) % MOST_STATUSES;
    }
    layouts.forEach(layout -> layout.know(statusBytes, statuses));
  }

  /**
   * Reads an entry that is written in one of these ways.
   *
   * @param bytes where it may stand, with what separates it from the entry before
   * @param end behind the last byte that is there
   * @return how many bytes it takes; 0 if there is none
   */
  int read(byte[] bytes, int at, int end) {
    int length = latest.read(bytes, at, end, taskId);
    return length > 0 ? length : readOther(bytes, at, end);
  }

  private int readOther(byte[] bytes, int at, int end) {
    for (EntryLayout layout : layouts) {
      int length = layout == latest ? 0 : layout.read(bytes, at, end, taskId);
      if (length > 0) {
        latest = layout;
        return length;
      }
    }
    return 0;
  }

  /** The task id of the entry that was read. */
  TaskIdText taskId() {
    return taskId;
  }

  /** The status of the entry that was read. */
  String status() {
    return latest.status();
  }
}
