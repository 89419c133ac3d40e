package io.hyperflux.kafka.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private static final SourceTaskContext OLD_WORKER = contextThatThrows(new NoSuchMethodError());

  private final FakeTaskClock clock = new FakeTaskClock();
  private final ListingCounters counters = new ListingCounters(clock);
  private final StoredOffsets worker = new StoredOffsets();
  private final List<TaskMetrics> instances = new ArrayList<>();

  @AfterEach
  void close() {
    instances.forEach(TaskMetrics::close);
  }

  @Test
  void showWhatTheTaskHasDone() {
    register(worker.context());
    counters.polled(7, 2, 5, 4, Duration.ofMillis(30));
    clock.sleep(Duration.ofSeconds(3));
    counters.polled(6, 1, 9, 3, Duration.ofMillis(20));
    counters.paced(Duration.ofSeconds(10));
    counters.parked(true);
    counters.withoutCredit(true);
    counters.lookups().lookedUp();
    counters.lookups().failed(FailureKind.NOT_FOUND);
    counters.lookups().wentWithoutImages();
    counters.lookups().imagesLeftOut(3);
    counters.failed(FailureKind.SERVER_ERROR);
    counters.failed(FailureKind.SERVER_ERROR);
    counters.failed(FailureKind.THROTTLED);
    counters.changed("COMPLETED", Duration.ofSeconds(20));
    counters.changed("UPSCALING", null);
    counters.changed("SOMETHING_NEW", null);
    counters.flights().oldest(clock.instant().minusSeconds(7).toEpochMilli());
    clock.sleep(Duration.ofMillis(1_500));

    Map<String, Object> values = worker.metrics().values();
    assertThat(values)
        .containsEntry("polls{listing=/listing}", 2L)
        .containsEntry("listing-size{listing=/listing}", 6L)
        .containsEntry("skipped-entries{listing=/listing}", 3L)
        .containsEntry("tasks-tracked{listing=/listing}", 9L)
        .containsEntry("tasks-in-flight{listing=/listing}", 3L)
        .containsEntry("oldest-in-flight-ms{listing=/listing}", 8_500L)
        .containsEntry("flights{listing=/listing}", 1L)
        .containsEntry("flight-time-ms{listing=/listing}", 20_000L)
        .containsEntry("poll-latency-ms{listing=/listing}", 20L)
        .containsEntry("poll-interval-ms{listing=/listing}", 10_000L)
        .containsEntry("throttled-polls{listing=/listing}", 1L)
        .containsEntry("parked{listing=/listing}", 1L)
        .containsEntry("no-credit{listing=/listing}", 1L)
        .containsEntry("lookups{listing=/listing}", 1L)
        .containsEntry("lookup-failures{listing=/listing, kind=not-found}", 1L)
        .containsEntry("records-without-images{listing=/listing}", 1L)
        .containsEntry("unusable-images{listing=/listing}", 3L)
        .containsEntry("poll-failures{listing=/listing, kind=server-error}", 2L)
        .containsEntry("poll-failures{listing=/listing, kind=throttled}", 1L)
        .containsEntry("poll-failures{listing=/listing, kind=unauthorized}", 0L)
        .containsEntry("changes{listing=/listing, status=COMPLETED}", 1L)
        .containsEntry("changes{listing=/listing, status=FAILED}", 0L)
        .containsEntry("changes{listing=/listing, status=other}", 2L)
        .containsEntry("time-since-last-success-ms{listing=/listing}", 1_500L);
    assertThat(values)
        .hasSize(19 + 2 * FailureKind.values().length + ChangeCounters.STATUSES.size() + 1);
  }

  /** Users' dashboards are built on these. */
  @Test
  void haveTheNamesOfTheContract() {
    assertThat(MetricCatalog.ALL)
        .extracting(metric -> metric.name() + " " + metric.tag())
        .containsExactly(
            "polls ",
            "poll-failures kind",
            "throttled-polls ",
            "time-since-last-success-ms ",
            "poll-interval-ms ",
            "poll-latency-ms ",
            "parked ",
            "no-credit ",
            "listing-size ",
            "skipped-entries ",
            "tasks-tracked ",
            "tasks-in-flight ",
            "oldest-in-flight-ms ",
            "flights ",
            "flight-time-ms ",
            "changes status",
            "lookups ",
            "lookup-failures kind",
            "records-without-images ",
            "unusable-images ",
            "rate-limit-limit ",
            "rate-limit-remaining ");
  }

  @Test
  void areOwnMBeansOnWorkersBefore41UntilTheTaskStops() {
    for (Throwable old : List.of(new NoSuchMethodError(), new NoClassDefFoundError())) {
      TaskMetrics metrics = newInstance();
      try (CapturedLog log = CapturedLog.ofConnector()) {
        metrics.register(contextThatThrows(old), "before41", "3", Map.of("/listing", counters));

        assertThat(log.messages(Level.INFO)).singleElement().asString().contains("Connect 4.1");
        assertThat(log.messages(Level.WARN)).isEmpty();
        assertThat(MBeans.named("before41"))
            .hasSize(1 + 1 + FailureKind.values().length + ChangeCounters.STATUSES.size());
      }
      metrics.close();
      assertThat(MBeans.named("before41")).isEmpty();
    }
  }

  @Test
  void showTheSameOnEveryWorker() {
    counters.changed("FAILED", Duration.ofSeconds(40));
    counters.failed(FailureKind.THROTTLED);
    register(worker.context());
    newInstance().register(OLD_WORKER, "same", "0", Map.of("/listing", counters));

    assertThat(MBeans.values("same")).isEqualTo(worker.metrics().values());
  }

  @Test
  void neverFailATask() {
    try (CapturedLog log = CapturedLog.ofConnector()) {
      SourceTaskContext broken = contextThatThrows(new IllegalStateException("no"));
      newInstance().register(broken, "n", "0", Map.of("/l", counters));
      newInstance().register(OLD_WORKER, null, "0", Map.of("/l", counters));

      assertThat(log.messages(Level.WARN))
          .hasSize(2)
          .allMatch(message -> message.contains("without metrics"));
    }
  }

  @Test
  void ofAnAbandonedInstanceGiveWayToItsSuccessors() {
    ListingCounters later = new ListingCounters(clock);
    later.lookups().lookedUp();
    TaskMetrics abandoned = newInstance();
    abandoned.register(
        OLD_WORKER, "successor", "0", Map.of("/listing", counters, "/old", counters));
    TaskMetrics successor = newInstance();
    successor.register(OLD_WORKER, "successor", "0", Map.of("/listing", later));
    assertThat(MBeans.values("successor")).containsEntry("lookups{listing=/listing}", 1L);
    assertThat(MBeans.values("successor")).doesNotContainKey("lookups{listing=/old}");

    abandoned.close();
    assertThat(MBeans.values("successor")).containsEntry("lookups{listing=/listing}", 1L);
    successor.close();
    assertThat(MBeans.named("successor")).isEmpty();
  }

  /** It was stuck in its start when it was abandoned, for example reading a trust store. */
  @Test
  void ofAnAbandonedInstanceThatStartsLateAreNotShown() {
    ListingCounters later = new ListingCounters(clock);
    later.lookups().lookedUp();
    TaskMetrics abandoned = newInstance();
    TaskMetrics successor = newInstance();
    try (CapturedLog log = CapturedLog.ofConnector()) {
      successor.register(OLD_WORKER, "late", "0", Map.of("/listing", later));
      abandoned.register(OLD_WORKER, "late", "0", Map.of("/listing", counters));
      abandoned.close();

      assertThat(MBeans.values("late")).containsEntry("lookups{listing=/listing}", 1L);
      assertThat(log.messages(Level.WARN)).singleElement().asString().contains("newer instance");
    }
  }

  @Test
  void ofOneTaskLeaveThoseOfOthersAlone() {
    TaskMetrics first = newInstance();
    first.register(OLD_WORKER, "siblings", "0", Map.of("/a", counters));
    newInstance().register(OLD_WORKER, "siblings", "1", Map.of("/b", counters));
    first.close();

    assertThat(MBeans.named("siblings"))
        .isNotEmpty()
        .allMatch(name -> name.getKeyProperty("task").equals("1"));
  }

  /** What Metrics has for itself would be shared by all tasks, and removed by the first to stop. */
  @Test
  void areAllThatStandsInTheirDomain() {
    newInstance().register(OLD_WORKER, "alone", "0", Map.of("/listing", counters));

    assertThat(MBeans.matching(TaskMBeans.DOMAIN + ":*"))
        .isNotEmpty()
        .allMatch(name -> "alone".equals(name.getKeyProperty("connector")));
  }

  private TaskMetrics newInstance() {
    TaskMetrics instance = new TaskMetrics();
    instances.add(instance);
    return instance;
  }

  private void register(SourceTaskContext context) {
    newInstance().register(context, "any", "0", Map.of("/listing", counters));
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

  /** Those in this JVM. */
  private static final class MBeans {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    static Set<ObjectName> named(String connector) {
      return matching(TaskMBeans.DOMAIN + ":type=plugins,connector=" + connector + ",*");
    }

    static Set<ObjectName> matching(String pattern) {
      try {
        return SERVER.queryNames(new ObjectName(pattern), null);
      } catch (MalformedObjectNameException e) {
        throw new IllegalArgumentException(e);
      }
    }

    /** By name and tags, as {@link io.hyperflux.kafka.connect.support.GaugesInMemory} has them. */
    static Map<String, Object> values(String connector) {
      Map<String, Object> values = new TreeMap<>();
      try {
        for (ObjectName name : named(connector)) {
          Map<String, String> tags = new LinkedHashMap<>();
          for (String tag : List.of("listing", "kind", "status")) {
            String value = name.getKeyProperty(tag);
            if (value != null) {
              tags.put(tag, value.startsWith("\"") ? ObjectName.unquote(value) : value);
            }
          }
          for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(name).getAttributes()) {
            values.put(attribute.getName() + tags, SERVER.getAttribute(name, attribute.getName()));
          }
        }
      } catch (JMException e) {
        throw new IllegalStateException(e);
      }
      return values;
    }
  }
}
