package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.cost.Figures;
import io.hyperflux.kafka.connect.cost.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** From the answer that first shows another status to the record's receipt by a consumer. */
final class FlipLatency {
  private static final int TASKS = 1_000;
  private static final String LISTING = "/plain/flip-1/" + TASKS;
  private static final String NAME = "flips";
  private static final int WARM_UP = 200;
  private static final int FLIPS = 400;
  private static final double GOAL_MILLIS = 50;

  private FlipLatency() {}

  static List<Measurement> measure(ServedApi api) {
    Map<String, Long> received = new HashMap<>();
    try (BenchWorker worker = new BenchWorker("1g", Map.of())) {
      worker.watch(NAME, api, LISTING, Map.of("poll.interval.ms", "100"));
      worker.consumer().assign(List.of(new TopicPartition(NAME, 0)));
      worker.await("the flips", () -> receive(worker, received) >= WARM_UP + FLIPS);
      worker.rest().delete(NAME);
    }
    double[] millis =
        api.flips(LISTING).entrySet().stream()
            .skip(WARM_UP)
            .limit(FLIPS)
            .mapToDouble(flip -> (received.get(flip.getKey()) - flip.getValue()) / 1e3)
            .toArray();
    return List.of(
        new Measurement(
            "flip to record, p99 at 1,000",
            Figures.percentile(millis, 0.99),
            "ms",
            GOAL_MILLIS,
            String.format(
                Locale.ROOT,
                "%d flips, p50 %.1f ms; without the wait for the poll",
                millis.length,
                Figures.median(millis))));
  }

  /** Each task flips once, after its first record; returns how many flips were received. */
  private static int receive(BenchWorker worker, Map<String, Long> received) {
    for (ConsumerRecord<String, String> record : worker.consumer().poll(Duration.ofMillis(100))) {
      if (record.offset() >= TASKS) {
        received.put(record.key(), ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
      }
    }
    return received.size();
  }
}
