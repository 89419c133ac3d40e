package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.WatchingTask;
import io.hyperflux.kafka.connect.cost.Measurement;
import java.util.List;
import java.util.Locale;

/** How much heap the connector takes for an API task that it tracks. */
final class TaskMemory {
  private static final int TASKS = 1_000_000;
  private static final int GOAL = 64;

  private TaskMemory() {}

  static List<Measurement> measure(ServedApi api) throws InterruptedException {
    // loads classes and fills what is static
    try (WatchingTask task = new WatchingTask(api.url(), "/plain/same/1000")) {
      task.observe(1_000);
      task.observe(0);
    }
    long before = HeapInUse.bytes();
    try (WatchingTask task = new WatchingTask(api.url(), "/plain/same/" + TASKS)) {
      task.observe(TASKS);
      task.observe(0);
      long taken = HeapInUse.bytes() - before;
      task.observe(0); // it was alive until here
      return List.of(
          new Measurement(
              "memory of a tracked task",
              (double) taken / TASKS,
              "bytes",
              GOAL,
              String.format(
                  Locale.ROOT, "%.0f MB of heap for 1,000,000 UUIDs, all included", taken / 1e6)));
    }
  }
}
