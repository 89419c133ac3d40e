package io.hyperflux.kafka.connect.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What the topic of source offsets tells: which were stored, and what late flushes have
 * overwritten. A worker that was frozen, or that had abandoned a Connect task, stores the offsets
 * of what it had handed out before, while the task's successor has stored later ones in the same
 * slots.
 */
final class OffsetsTopic {
  private final Map<String, NavigableSet<Long>> stored = new HashMap<>(); // when observed, by task
  // by task: until when it was observed, in what was lost
  private final Map<String, Long> lost = new HashMap<>();
  private int count;

  /** Reads the topic of source offsets, of one connector. */
  OffsetsTopic(List<CollectedRecord> offsets) {
    Map<String, JsonNode> last = new HashMap<>(); // by slot
    for (CollectedRecord offset : offsets) {
      JsonNode before = last.put(offset.key(), offset.value());
      String taskId = offset.value().path("task_id").asText();
      stored.computeIfAbsent(taskId, id -> new TreeSet<>()).add(observedAt(offset.value()));
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
   * Whether the record's source offset, or a later one of its task, was stored; before: exclusive.
   */
  boolean hasStored(Produced record, long observedBefore) {
    NavigableSet<Long> ofTask = stored.getOrDefault(record.taskId(), new TreeSet<>());
    Long observedAt = ofTask.ceiling(record.observedAtMillis());
    return observedAt != null && observedAt < observedBefore;
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
