package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.WatchingTask;
import io.hyperflux.kafka.connect.cost.Measurement;
import java.util.List;

/** How the connector asks: one request for a poll, over one connection, compressed. */
final class Requests {
  private static final int POLLS = 500;
  private static final int TASKS = 1_000;

  private Requests() {}

  static List<Measurement> measure(ServedApi api) throws InterruptedException {
    String listing = "/gzip/same/" + TASKS;
    ServedApi.Stats before = api.stats(listing);
    try (WatchingTask task = new WatchingTask(api.url(), listing)) {
      task.observe(TASKS);
      for (int i = 1; i < POLLS; i++) {
        task.observe(0);
      }
    }
    ServedApi.Stats after = api.stats(listing);
    long requests = after.requests() - before.requests();
    return List.of(
        Measurement.ratio("requests of a poll", (double) requests / POLLS, 1, POLLS + " polls"),
        new Measurement(
            "connections",
            (double) after.connections() - before.connections(),
            "",
            1,
            "over " + POLLS + " polls"),
        new Measurement(
            "answers not compressed",
            (double) requests - (after.compressed() - before.compressed()),
            "",
            0,
            "by a server that offers gzip"));
  }
}
