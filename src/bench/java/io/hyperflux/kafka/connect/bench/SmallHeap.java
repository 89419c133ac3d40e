package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.cost.Measurement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A million API tasks in a worker with a small heap: it starts, polls, restarts, repeats nothing.
 */
final class SmallHeap {
  private static final int TASKS = 1_000_000;
  private static final String LISTING = "/plain/same/" + TASKS;
  private static final String NAME = "million";
  private static final int POLLS_AFTER = 3;

  private final ServedApi api;
  private final BenchWorker worker;
  private final boolean exactlyOnce;
  private final String heap;
  private long records;
  private long lastAppended;

  private SmallHeap(ServedApi api, BenchWorker worker, boolean exactlyOnce, String heap) {
    this.api = api;
    this.worker = worker;
    this.exactlyOnce = exactlyOnce;
    this.heap = heap;
  }

  static List<Measurement> atLeastOnce(ServedApi api) {
    return measure(api, false, "1g");
  }

  static List<Measurement> exactlyOnce(ServedApi api) {
    return measure(api, true, "3g");
  }

  private static List<Measurement> measure(ServedApi api, boolean exactlyOnce, String heap) {
    Map<String, String> properties = new HashMap<>();
    properties.put("offset.flush.interval.ms", "5000");
    if (exactlyOnce) {
      properties.put("exactly.once.source.support", "enabled");
    }
    try (BenchWorker worker = new BenchWorker(heap, properties)) {
      return new SmallHeap(api, worker, exactlyOnce, heap).measure();
    }
  }

  private List<Measurement> measure() {
    Map<String, String> more = new HashMap<>(Map.of("poll.interval.ms", "5000"));
    if (exactlyOnce) {
      more.put("exactly.once.support", "required");
    }
    long requestsBefore = requests();
    worker.watch(NAME, api, LISTING, more);
    worker.await("the first poll", () -> requests() > requestsBefore);
    long firstPoll = api.stats(LISTING).lastArrivalMicros() / 1_000;
    worker.consumer().assign(List.of(new TopicPartition(NAME, 0)));
    worker.await("all records", () -> count() >= TASKS);
    double seconds = (lastAppended - firstPoll) / 1e3;
    if (!exactlyOnce) {
      worker.await("their offsets", () -> worker.storedOffsets() >= TASKS);
    }
    awaitPolls();
    worker.stop();
    long start = System.currentTimeMillis();
    long requestsBeforeStart = requests();
    worker.start();
    worker.await("the first poll", () -> requests() > requestsBeforeStart);
    double restart = (api.stats(LISTING).lastArrivalMicros() / 1e3) - start;
    awaitPolls();
    worker.await("what may come twice", () -> !comesMore());
    return List.of(
        new Measurement(
            title() + ", records repeated", (double) records - TASKS, "", 0, "by a restart"),
        Measurement.plain(
            title() + ", first poll after a restart",
            restart / 1e3,
            "s",
            "from the start of the worker's JVM on"),
        Measurement.plain(
            title() + ", first listing",
            TASKS / seconds,
            "records/s",
            String.format(Locale.ROOT, "%.0f s from the request to the last record", seconds)));
  }

  private String title() {
    return (exactlyOnce ? "exactly once" : "a million") + " with -Xmx" + heap;
  }

  private long requests() {
    return api.stats(LISTING).requests();
  }

  /** Some polls, whose answers have been compared: but for the last one. */
  private void awaitPolls() {
    long before = requests();
    worker.await("more polls", () -> requests() >= before + POLLS_AFTER);
  }

  private boolean comesMore() {
    long before = records;
    return count() > before;
  }

  private long count() {
    for (ConsumerRecord<String, String> record : worker.consumer().poll(Duration.ofSeconds(1))) {
      records++;
      lastAppended = record.timestamp();
    }
    return records;
  }
}
