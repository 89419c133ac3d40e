package io.hyperflux.kafka.connect.quickstart;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the records for the quickstart's last lines. Used by two threads at its end. */
final class Summary {
  private final Map<String, Integer> byStatus = new TreeMap<>();
  private final Set<String> tasks = new HashSet<>();
  private int records;
  private Duration untilFirst;

  synchronized void add(RecordLine record, Duration sinceStart) {
    if (untilFirst == null) {
      untilFirst = sinceStart;
    }
    records++;
    tasks.add(record.taskId());
    byStatus.merge(record.status(), 1, Integer::sum);
  }

  synchronized int records() {
    return records;
  }

  synchronized String text() {
    if (records == 0) {
      return "No records.";
    }
    String statuses =
        byStatus.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d records of %d tasks: %s. The first came %.1f s after the start.",
        records,
        tasks.size(),
        statuses,
        untilFirst.toMillis() / 1e3);
  }
}
