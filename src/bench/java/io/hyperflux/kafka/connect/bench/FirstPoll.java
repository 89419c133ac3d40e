package io.hyperflux.kafka.connect.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.cost.Figures;
import io.hyperflux.kafka.connect.cost.Measurement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The first poll of a large listing until its last record is in the topic, over a trivial connector
 * on the same worker that sends as many. Both wait for an answer when the connector is started and
 * the worker has come to rest: from there on time counts, and all processor time of the worker.
 */
final class FirstPoll {
  private static final int TASKS = TrivialConnector.TASKS;
  private static final String LISTING = "/plain/same/" + TASKS;
  private static final int WARM_UP = 15;
  private static final Duration REST = Duration.ofSeconds(1);
  private static final int PAIRS = 5;

  /** Of each side in a pair: one alone may cost a fifth more or less. */
  private static final int RUNS = 3;

  private static final double WALL_GOAL = 1.25;
  private static final double CPU_GOAL = 1.15;

  private final ServedApi api;
  private final BenchWorker worker;

  private FirstPoll(ServedApi api, BenchWorker worker) {
    this.api = api;
    this.worker = worker;
  }

  private record Run(double wallMillis, double cpuMillis) {}

  static List<Measurement> measure(ServedApi api) throws InterruptedException {
    // no flush of offsets may fall into one run and not into the other
    Map<String, String> seldom = Map.of("offset.flush.interval.ms", "600000");
    try (BenchWorker worker = new BenchWorker("3g", seldom)) {
      return new FirstPoll(api, worker).measure();
    }
  }

  private List<Measurement> measure() throws InterruptedException {
    double[] wall = new double[PAIRS];
    double[] wallFloor = new double[PAIRS];
    double[] cpu = new double[PAIRS];
    double[] cpuFloor = new double[PAIRS];
    for (int i = -WARM_UP; i < PAIRS * RUNS; i++) {
      // in turns, who comes first too: what one leaves behind falls upon the next
      Run before = i % 2 == 0 ? null : run("trivial-" + (i + WARM_UP), true);
      Run run = run("watching-" + (i + WARM_UP), false);
      Run floor = before == null ? run("trivial-" + (i + WARM_UP), true) : before;
      System.out.printf(Locale.ROOT, "first poll: %s, trivial: %s%n", run, floor);
      if (i >= 0) {
        wall[i / RUNS] += run.wallMillis / RUNS;
        wallFloor[i / RUNS] += floor.wallMillis / RUNS;
        cpu[i / RUNS] += run.cpuMillis / RUNS;
        cpuFloor[i / RUNS] += floor.cpuMillis / RUNS;
      }
    }
    return List.of(
        ratio("first poll of 100,000, time", wall, wallFloor, WALL_GOAL),
        ratio("first poll of 100,000, worker CPU", cpu, cpuFloor, CPU_GOAL));
  }

  private static Measurement ratio(String what, double[] figures, double[] floors, double goal) {
    return Measurement.ratio(
        what,
        Figures.medianRatio(figures, floors),
        goal,
        String.format(
            Locale.ROOT,
            "until the last record is in the topic, over a trivial connector: %.0f ms over %.0f ms",
            Figures.median(figures),
            Figures.median(floors)));
  }

  private Run run(String name, boolean trivial) throws InterruptedException {
    long storedBefore = worker.storedOffsets();
    api.closeGate();
    if (trivial) {
      worker.createTopic(name);
      worker.rest().createConnector(name, trivialConfig(name));
    } else {
      worker.watch(
          name,
          api,
          LISTING, // to validate is not to poll
          Map.of("poll.interval.ms", "600000", "validate.connection", "false"));
    }
    worker.await("the first request of " + name, () -> api.waitingAtGate() > 0);
    worker.collectGarbage();
    Thread.sleep(REST.toMillis());
    Duration cpuBefore = worker.cpu();
    api.openGate();
    worker.await("all records of " + name, () -> worker.end(name) >= TASKS);
    Duration cpu = worker.cpu().minus(cpuBefore);
    ConsumerRecord<String, String> last = last(name);
    long start = trivial ? observedAt(last) : api.stats(LISTING).lastArrivalMicros() / 1_000;
    // leaves nothing to do behind
    worker.rest().stop(name);
    worker.await("its offsets", () -> worker.storedOffsets() >= storedBefore + TASKS);
    worker.forgetOffsets(name);
    worker.rest().delete(name);
    return new Run(last.timestamp() - start, cpu.toMillis());
  }

  private Map<String, String> trivialConfig(String name) {
    return Map.of(
        "connector.class",
        TrivialConnector.class.getName(),
        "tasks.max",
        "1",
        TrivialConnector.TOPIC,
        name,
        TrivialConnector.LISTING,
        LISTING,
        TrivialConnector.GATE,
        api.url() + ListingServer.GATE);
  }

  private ConsumerRecord<String, String> last(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    worker.consumer().assign(List.of(partition));
    worker.consumer().seek(partition, worker.end(topic) - 1);
    List<ConsumerRecord<String, String>> records = List.of();
    while (records.isEmpty()) {
      records = worker.consumer().poll(Duration.ofSeconds(1)).records(partition);
    }
    return records.get(records.size() - 1);
  }

  private static long observedAt(ConsumerRecord<String, String> record) {
    try {
      return new ObjectMapper().readTree(record.value()).path("observed_at").asLong();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
