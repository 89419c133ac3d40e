package io.hyperflux.kafka.connect.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What late flushes have overwritten, by the topic of source offsets: a worker that was frozen, or
 * that had abandoned a Connect task, stores the offsets of what it had handed out before, while the
 * task's successor has stored later ones in the same slots.
 */
final class LateFlushes {
  // by task: until when it was observed, in what was lost
  private final Map<String, Long> lost = new HashMap<>();
  private int count;

  /** Reads the topic of source offsets, of one connector. */
  LateFlushes(List<CollectedRecord> offsets) {
    Map<String, JsonNode> stored = new HashMap<>();
    for (CollectedRecord offset : offsets) {
      JsonNode before = stored.put(offset.key(), offset.value());
      if (before != null && observedAt(before) > observedAt(offset.value())) {
        count++;
        lost.merge(before.path("task_id").asText(), observedAt(before), Math::max);
      }
    }
  }

  private static long observedAt(JsonNode offset) {
    return offset.path("observed_at").longValue();
  }

  /** How many slots were overwritten. */
  int count() {
    return count;
  }

  /** Whether the record's source offset, or a later one of its task, was lost. */
  boolean haveOverwritten(Produced record) {
    return record.observedAtMillis() <= lost.getOrDefault(record.taskId(), Long.MIN_VALUE);
  }
}
