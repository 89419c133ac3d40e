package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.ConnectorStatus;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker freezes, its Connect task goes to another one, and it wakes up: what its successor has
 * produced meanwhile does not come again.
 */
@Timeout(240)
class FreezeIT {
  private static final String NAME = "freeze";
  private static final String KEY = "FPSX-freeze";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FREEZES = 2;
  private static final int TASKS = 60;
  private static final Pattern STOPPED = Pattern.compile("Stopped watching ");

  @ParameterizedTest(name = "exactly once: {0}")
  @ValueSource(booleans = {false, true})
  void aZombieRepeatsNothing(boolean exactlyOnce) throws Exception {
    EmbeddedOptions options =
        EmbeddedOptions.defaults()
            .workers(2)
            .worker("session.timeout.ms", "2000")
            .worker("heartbeat.interval.ms", "300");
    if (exactlyOnce) {
      options = options.worker("exactly.once.source.support", "enabled");
    }
    try (ApiSimulator api = new ApiSimulator(KEY);
        EmbeddedEnvironment environment = EmbeddedEnvironment.withChildWorker(options);
        RecordCollector topic =
            new RecordCollector(
                environment.bootstrapServers(), NAME, IsolationLevel.READ_COMMITTED)) {
      Story story = new Story(api, environment, topic);
      environment.rest().createConnector(NAME, config(api, exactlyOnce));
      for (int i = 0; i < FREEZES; i++) {
        story.freezeAfterAFlush();
      }
      story.freezeBeforeAFlush();
      story.restart();

      List<String> changes = CollectedRecord.changes(topic.readToEnd());
      Set<String> seen = new HashSet<>();
      List<String> repeats = changes.stream().filter(change -> !seen.add(change)).toList();
      System.out.printf(
          "%s: %d freezes, %d records, %d of them repeats%n",
          exactlyOnce ? "Exactly once" : "At least once",
          FREEZES + 1,
          changes.size(),
          changes.size() - story.expected.size());
      assertThat(seen).as("nothing is lost").containsExactlyInAnyOrderElementsOf(story.expected);
      if (exactlyOnce) {
        assertThat(repeats).isEmpty();
      } else {
        assertThat(repeats).as("not flushed at the freeze").isSubsetOf(story.unflushed);
        // by the successor, and again when the zombie's late flush has overwritten that
        assertThat(repeats).hasSizeLessThanOrEqualTo(2 * story.unflushed.size());
      }
    }
  }

  private static Map<String, String> config(ApiSimulator api, boolean exactlyOnce) {
    Map<String, String> config = ConnectorConfig.of(NAME, api.url(), KEY);
    if (exactlyOnce) {
      config.put("exactly.once.support", "required");
    }
    return config;
  }

  /** What happens, and what must come of it. */
  private static final class Story {
    private final ApiSimulator api;
    private final EmbeddedEnvironment environment;
    private final RecordCollector topic;
    private final Set<String> expected = new HashSet<>();
    private final Set<String> unflushed = new HashSet<>();
    private final Map<String, String> statuses = new HashMap<>();
    private int tasks;

    Story(ApiSimulator api, EmbeddedEnvironment environment, RecordCollector topic) {
      this.api = api;
      this.environment = environment;
      this.topic = topic;
    }

    void freezeAfterAFlush() {
      begin(TASKS);
      awaitFlush();
      EmbeddedWorker frozen = runner();
      frozen.freeze();
      thaw(frozen);
    }

    void freezeBeforeAFlush() {
      awaitFlush();
      EmbeddedWorker frozen = runner();
      Set<String> before = Set.copyOf(expected);
      int produced = topic.readToEnd().size();
      begin(TASKS);
      unflushed.addAll(expected);
      unflushed.removeAll(before);
      topic.awaitCount(produced + 1, PATIENCE);
      frozen.freeze();
      // else what is new meanwhile may get a slot that the late flush overwrites
      awaitPolls();
      thaw(frozen);
    }

    private void thaw(EmbeddedWorker frozen) {
      List<String> meanwhile = begin(TASKS);
      awaitAll(); // another worker has taken over
      end(meanwhile);
      awaitAll();
      long stopped = stopped(frozen);
      frozen.thaw();
      // no zombie any more
      await().atMost(PATIENCE).until(() -> stopped(frozen) > stopped);
      end(begin(1));
      awaitAll();
    }

    /** What a late flush has overwritten would come again now. */
    void restart() {
      environment.rest().awaitRunning(NAME);
      environment.rest().restart(NAME);
      begin(1);
      awaitAll();
      awaitPolls();
    }

    /** One may have been sent before, those that follow were not. */
    private void awaitPolls() {
      long polls = api.requests(ApiSimulator.LISTING);
      await().atMost(PATIENCE).until(() -> api.requests(ApiSimulator.LISTING) > polls + 3);
    }

    private List<String> begin(int count) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String id = "t" + tasks++;
        ids.add(id);
        put(id, "IN_PROGRESS");
        expected.add(id + ": null -> IN_PROGRESS");
      }
      return ids;
    }

    private void end(List<String> ids) {
      for (String id : ids) {
        // one that lasts until it has been seen
        await().atMost(PATIENCE).until(() -> isThere(id + ": null -> IN_PROGRESS"));
        put(id, "COMPLETED");
        expected.add(id + ": IN_PROGRESS -> COMPLETED");
      }
    }

    private void put(String id, String status) {
      api.put(id, status);
      statuses.put(id, status);
    }

    private boolean isThere(String change) {
      return CollectedRecord.changes(topic.readToEnd()).contains(change);
    }

    private void awaitAll() {
      await()
          .atMost(PATIENCE)
          .until(() -> CollectedRecord.changes(topic.readToEnd()).containsAll(expected));
    }

    private void awaitFlush() {
      awaitAll();
      await().atMost(PATIENCE).until(() -> stored().equals(statuses));
    }

    private Map<String, String> stored() {
      Map<String, String> stored = new HashMap<>();
      for (JsonNode entry : environment.rest().offsets(NAME).path("offsets")) {
        JsonNode offset = entry.path("offset");
        stored.put(offset.path("task_id").asText(), offset.path("status").asText());
      }
      return stored;
    }

    private EmbeddedWorker runner() {
      ConnectorStatus status = environment.rest().awaitRunning(NAME);
      String id = status.tasks().get(0).workerId();
      return environment.workers().stream()
          .filter(worker -> worker.id().equals(id))
          .findFirst()
          .orElseThrow();
    }

    private static long stopped(EmbeddedWorker worker) {
      return STOPPED.matcher(worker.log()).results().count();
    }
  }
}
