package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private final FakeTaskClock clock = new FakeTaskClock();
  private final TaskCounters counters = new TaskCounters(clock);
  private final StoredOffsets worker = new StoredOffsets();

  @Test
  void showWhatTheTaskHasDone() {
    TaskMetrics.register(worker.context(), "/listing", counters);
    counters.polled(7, 2, 5, 4, Duration.ofMillis(30));
    clock.sleep(Duration.ofSeconds(3));
    counters.polled(6, 1, 9, 3, Duration.ofMillis(20));
    counters.parked(true);
    counters.lookedUp();
    counters.lookupFailed(FailureKind.NOT_FOUND);
    counters.wentWithoutImages();
    counters.failed(FailureKind.SERVER_ERROR);
    counters.failed(FailureKind.SERVER_ERROR);
    counters.failed(FailureKind.THROTTLED);
    counters.changed("COMPLETED");
    counters.changed("UPSCALING");
    counters.changed("SOMETHING_NEW");
    clock.sleep(Duration.ofMillis(1_500));

    Map<String, Object> values = worker.metrics().values();
    assertThat(values)
        .containsEntry("polls{listing=/listing}", 2L)
        .containsEntry("listing-size{listing=/listing}", 6L)
        .containsEntry("skipped-entries{listing=/listing}", 3L)
        .containsEntry("tasks-tracked{listing=/listing}", 9L)
        .containsEntry("tasks-in-flight{listing=/listing}", 3L)
        .containsEntry("poll-latency-ms{listing=/listing}", 20L)
        .containsEntry("throttled-polls{listing=/listing}", 1L)
        .containsEntry("parked{listing=/listing}", 1L)
        .containsEntry("lookups{listing=/listing}", 1L)
        .containsEntry("lookup-failures{listing=/listing, kind=not-found}", 1L)
        .containsEntry("records-without-images{listing=/listing}", 1L)
        .containsEntry("poll-failures{listing=/listing, kind=server-error}", 2L)
        .containsEntry("poll-failures{listing=/listing, kind=throttled}", 1L)
        .containsEntry("poll-failures{listing=/listing, kind=unauthorized}", 0L)
        .containsEntry("changes{listing=/listing, status=COMPLETED}", 1L)
        .containsEntry("changes{listing=/listing, status=FAILED}", 0L)
        .containsEntry("changes{listing=/listing, status=other}", 2L)
        .containsEntry("time-since-last-success-ms{listing=/listing}", 1_500L);
    assertThat(values)
        .hasSize(11 + 2 * FailureKind.values().length + TaskCounters.STATUSES.size() + 1);
  }

  @Test
  void areDoneWithoutOnWorkersBefore41() {
    try (CapturedLog log = CapturedLog.ofConnector()) {
      TaskMetrics.register(contextThatThrows(new NoSuchMethodError()), "/listing", counters);
      TaskMetrics.register(contextThatThrows(new NoClassDefFoundError()), "/listing", counters);

      assertThat(log.messages(Level.INFO)).hasSize(2).allMatch(m -> m.contains("Connect 4.1"));
      assertThat(log.messages(Level.WARN)).isEmpty();
    }
  }

  @Test
  void neverFailATask() {
    try (CapturedLog log = CapturedLog.ofConnector()) {
      TaskMetrics.register(contextThatThrows(new IllegalStateException("no")), "/l", counters);

      assertThat(log.messages(Level.WARN)).singleElement().asString().contains("without metrics");
    }
  }

  private static SourceTaskContext contextThatThrows(Throwable trouble) {
    return (SourceTaskContext)
        Proxy.newProxyInstance(
            TaskMetricsTest.class.getClassLoader(),
            new Class<?>[] {SourceTaskContext.class},
            (proxy, method, args) -> {
              throw trouble;
            });
  }
}
