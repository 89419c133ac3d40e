package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.WatchingTask;
import io.hyperflux.kafka.connect.cost.Measurement;
import io.hyperflux.kafka.connect.support.StoredOffsets;
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
    String listing = "/plain/same/" + TASKS;
    StoredOffsets stored = new StoredOffsets();
    double atFirst = taken(api, listing, stored, TASKS);
    for (int i = 0; i < TASKS; i++) {
      WatchingTask.store(stored, listing, i, ListingBytes.taskId(i), ListingBytes.status(i));
    }
    double restarted = taken(api, listing, stored, 0);
    return List.of(
        measurement("memory of a tracked task", atFirst),
        measurement("the same after a restart", restarted));
  }

  private static double taken(ServedApi api, String listing, StoredOffsets stored, int changes)
      throws InterruptedException {
    long before = HeapInUse.bytes();
    try (WatchingTask task = new WatchingTask(api.url(), listing, stored)) {
      task.observe(changes);
      task.observe(0);
      long taken = HeapInUse.bytes() - before;
      task.observe(0); // it was alive until here
      return taken;
    }
  }

  private static Measurement measurement(String what, double bytes) {
    return new Measurement(
        what,
        bytes / TASKS,
        "bytes",
        GOAL,
        String.format(
            Locale.ROOT, "%.0f MB of heap for 1,000,000 UUIDs, all included", bytes / 1e6));
  }
}
