package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Source offsets on a real worker when there are many tasks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class SlotsIT {
  private static final String KEY = "FPSX-slots";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private EmbeddedEnvironment environment;
  private ApiSimulator api;

  @BeforeAll
  void start() {
    environment = EmbeddedEnvironment.withChildWorker(EmbeddedOptions.defaults());
  }

  @AfterAll
  void close() {
    if (environment != null) {
      environment.close();
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    api = new ApiSimulator(KEY);
  }

  @AfterEach
  void cleanUp() {
    api.close();
  }

  @Test
  void storedOffsetsStayBoundedWhileTasksPass() {
    String name = "passing";
    String listing = "/v1/ai/" + name;
    int shown = 80;
    int newOnesEachTime = 40;
    int tasks = 14_000;
    serve(listing, 0, shown);
    create(name, listing);
    try (RecordCollector records = new RecordCollector(environment.bootstrapServers(), name)) {
      records.awaitCount(shown, PATIENCE);
      for (int first = newOnesEachTime; first + shown <= tasks; first += newOnesEachTime) {
        serve(listing, first, first + shown);
        // an observation for each of them, or one of the next, that overlaps it by half
        awaitRequests(listing, 1);
      }
      records.awaitCount(tasks, PATIENCE);
      awaitRequests(listing, 3);
      int produced = records.readToEnd().size();
      assertThat(produced).isEqualTo(tasks);
      assertThat(records.records().stream().map(record -> record.key()).distinct())
          .as("each once")
          .hasSize(tasks);
      int stored = environment.rest().offsets(name).path("offsets").size();
      System.out.printf("%d tasks passed, %d source offsets are stored%n", produced, stored);
      // what is shown, the absent ones that are remembered, and what left with one observation
      assertThat(stored).isLessThanOrEqualTo(shown + 10_000 + shown);
    }
    environment.rest().delete(name);
  }

  @Test
  void aStartOnAHundredThousandSlotsIsSilent() {
    String name = "many";
    String listing = "/v1/ai/" + name;
    int tasks = 100_000;
    serve(listing, 0, tasks);
    create(name, listing);
    try (RecordCollector records = new RecordCollector(environment.bootstrapServers(), name)) {
      records.awaitCount(tasks, PATIENCE);
      environment.stopWorker();
      environment.startWorker();
      environment.rest().stop(name);
      environment.rest().awaitStatus(name, "stopped", status -> status.state().equals("STOPPED"));
      assertThat(environment.rest().offsets(name).path("offsets")).hasSize(tasks);

      long polls = api.requests(listing);
      long start = System.nanoTime();
      environment.rest().resume(name);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PATIENCE)
          .until(() -> api.requests(listing) > polls);
      System.out.printf(
          "%d stored slots: the first poll comes %d ms after the resume%n",
          tasks, Duration.ofNanos(System.nanoTime() - start).toMillis());
      awaitRequests(listing, 3);
      assertThat(records.readToEnd()).hasSize(tasks);
    }
    environment.rest().delete(name);
  }

  private void serve(String listing, int from, int to) {
    api.raw(
        listing,
        IntStream.range(from, to)
            .mapToObj(i -> "{\"task_id\":\"task-%d\",\"status\":\"COMPLETED\"}".formatted(i))
            .collect(Collectors.joining(",", "{\"data\":[", "]}")));
  }

  private void create(String name, String listing) {
    Map<String, String> config = ConnectorConfig.of(name, api.url(), KEY);
    config.put("hyperflux.listings", listing);
    config.put("poll.interval.ms", "100");
    environment.rest().createConnector(name, config);
  }

  /** When one has come, those before it have been answered and taken in. */
  private void awaitRequests(String listing, int more) {
    long before = api.requests(listing);
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(PATIENCE)
        .until(() -> api.requests(listing) >= before + more);
  }
}
