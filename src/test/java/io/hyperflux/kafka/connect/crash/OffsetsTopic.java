package io.hyperflux.kafka.connect.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the topic of source offsets tells: which were stored, and which were overwritten. A worker
 * that was frozen, or that had abandoned a Connect task, stores the offsets of what it had handed
 * out before, while the task's successor has stored later ones in the same slots. If it takes the
 * worker longer than the quiet time to hear of its successor, its Connect task goes on for that
 * long, and takes slots in which the successor has stored other tasks.
 *
 * <p>A crash test is too short for a slot to be taken from a task that was forgotten: whenever one
 * changes hands, two Connect tasks were at work.
 */
final class OffsetsTopic {
  /** On a busy machine it takes a task so long from reading what is stored to its observations. */
  private static final Duration UNTIL_OBSERVED = Duration.ofSeconds(5);

  // by task: when it was observed, and when that was stored first
  private final Map<String, NavigableMap<Long, Long>> stored = new HashMap<>();
  // by task: until when it was observed, in what was lost
  private final Map<String, Long> lost = new HashMap<>();
  private int count;

  /** Reads the topic of source offsets, of one connector. */
  OffsetsTopic(List<CollectedRecord> offsets) {
    Map<String, JsonNode> last = new HashMap<>(); // by slot
    for (CollectedRecord offset : offsets) {
      JsonNode before = last.put(offset.key(), offset.value());
      stored
          .computeIfAbsent(taskId(offset.value()), id -> new TreeMap<>())
          .putIfAbsent(observedAt(offset.value()), offset.timestamp());
      if (before != null && isOverwritten(before, offset.value())) {
        count++;
        lost.merge(taskId(before), observedAt(before), Math::max);
      }
    }
  }

  /** Whether what was stored before was lost by what came after it in its slot. */
  private static boolean isOverwritten(JsonNode before, JsonNode after) {
    boolean changesHands = !before.isNull() && !taskId(before).equals(taskId(after));
    return changesHands || observedAt(before) > observedAt(after);
  }

  private static String taskId(JsonNode offset) {
    return offset.path("task_id").asText();
  }

  private static long observedAt(JsonNode offset) {
    return offset.path("observed_at").longValue();
  }

  /**
   * Whether the record's source offset, or a later one of its task, was there when a task started
   * that observed something else at this time, in epoch milliseconds.
   */
  boolean hasStored(Produced record, long observedNext) {
    long read = observedNext - UNTIL_OBSERVED.toMillis();
    return stored
        .getOrDefault(record.taskId(), new TreeMap<>())
        .tailMap(record.observedAtMillis())
        .entrySet()
        .stream()
        .anyMatch(offset -> offset.getKey() < observedNext && offset.getValue() < read);
  }

  /** How many slots were overwritten. */
  int count() {
    return count;
  }

  /** Whether the record's source offset, or a later one of its task, was lost. */
  boolean hasOverwritten(Produced record) {
    return record.observedAtMillis() <= lost.getOrDefault(record.taskId(), Long.MIN_VALUE);
  }
}
