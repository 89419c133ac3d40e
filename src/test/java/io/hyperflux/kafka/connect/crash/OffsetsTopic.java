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
 * What the topic of source offsets tells: which were stored, and what late flushes have
 * overwritten. A worker that was frozen, or that had abandoned a Connect task, stores the offsets
 * of what it had handed out before, while the task's successor has stored later ones in the same
 * slots.
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
          .computeIfAbsent(offset.value().path("task_id").asText(), id -> new TreeMap<>())
          .putIfAbsent(observedAt(offset.value()), offset.timestamp());
      if (before != null && observedAt(before) > observedAt(offset.value())) {
        count++;
        lost.merge(before.path("task_id").asText(), observedAt(before), Math::max);
      }
    }
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
