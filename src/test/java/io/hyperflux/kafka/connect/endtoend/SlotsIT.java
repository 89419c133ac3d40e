package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ListingJson;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Source offsets on a real worker when there are many tasks. */
@Timeout(240)
class SlotsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> EVERY_100_MS = Map.of("poll.interval.ms", "100");

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(EmbeddedOptions.defaults());

  @Test
  void storedOffsetsStayBoundedWhileTasksPass() {
    RecordCollector records = connect.records();
    int shown = 80;
    int newOnesEachTime = 40;
    int tasks = 14_000;
    serve(0, shown);
    connect.create(EVERY_100_MS);
    records.awaitCount(shown, PATIENCE);
    for (int first = newOnesEachTime; first + shown <= tasks; first += newOnesEachTime) {
      serve(first, first + shown);
      // an observation for each of them, or one of the next, that overlaps it by half
      connect.awaitRequests(1);
    }
    records.awaitCount(tasks, PATIENCE);
    connect.awaitRequests(3);
    int produced = records.readToEnd().size();
    assertThat(produced).isEqualTo(tasks);
    assertThat(records.records().stream().map(record -> record.key()).distinct())
        .as("each once")
        .hasSize(tasks);
    int stored = connect.rest().offsets(connect.name()).path("offsets").size();
    System.out.printf("%d tasks passed, %d source offsets are stored%n", produced, stored);
    // what is shown, the absent ones that are remembered, and what left with one observation
    assertThat(stored).isLessThanOrEqualTo(shown + 10_000 + shown);
  }

  @Test
  void aStartOnAHundredThousandSlotsIsSilent() {
    String name = connect.name();
    String listing = connect.listing();
    ApiSimulator api = connect.api();
    ConnectRest rest = connect.rest();
    RecordCollector records = connect.records();
    int tasks = 100_000;
    serve(0, tasks);
    connect.create(EVERY_100_MS);
    records.awaitCount(tasks, PATIENCE);
    connect.environment().stopWorker();
    connect.environment().startWorker();
    rest.stop(name);
    rest.awaitStatus(name, "stopped", status -> status.state().equals("STOPPED"));
    assertThat(rest.offsets(name).path("offsets")).hasSize(tasks);

    long polls = api.requests(listing);
    long start = System.nanoTime();
    rest.resume(name);
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(() -> api.requests(listing) > polls);
    System.out.printf(
        "%d stored slots: the first poll comes %d ms after the resume%n",
        tasks, Duration.ofNanos(System.nanoTime() - start).toMillis());
    connect.awaitRequests(3);
    assertThat(records.readToEnd()).hasSize(tasks);
  }

  private static void serve(int from, int to) {
    connect.api().raw(connect.listing(), ListingJson.ofTasks(from, to, "COMPLETED"));
  }
}
