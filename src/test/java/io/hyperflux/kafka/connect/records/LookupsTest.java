package io.hyperflux.kafka.connect.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.metrics.ListingCounters;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.pacing.PollSchedule;
import io.hyperflux.kafka.connect.pacing.RequestBudget;
import io.hyperflux.kafka.connect.requests.Listing;
import io.hyperflux.kafka.connect.requests.LookupFailures;
import io.hyperflux.kafka.connect.requests.Lookups;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import io.hyperflux.kafka.connect.tracking.Observation;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What look-ups hold on to while the request budget never allows one. */
class LookupsTest {
  private static final String LISTING = "/v1/ai/any";
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int MOST_AT_A_TIME = 1_000;

  private final FakeTaskClock clock = new FakeTaskClock();
  private final ActiveTime atWork = new ActiveTime(clock.nanoTime());

  @AutoClose
  private final ApiClient api = new ApiClient(config().apiSettings(), Thread::new, clock);

  private final RequestBudget budget = new RequestBudget(1, clock.nanoTime());
  private final Lookups lookups =
      new Lookups(
          api,
          clock,
          atWork,
          budget,
          config().lookupPaths(),
          new LookupFailures(config().retries(), new SplittableRandom(), clock, atWork));
  private final StatusTracker tracker = new StatusTracker();
  private final RecordEmitter emitter =
      new RecordEmitter(
          new Listing(
              LISTING,
              tracker,
              new PollSchedule(TIMEOUT, TIMEOUT, clock.nanoTime()),
              new ListingCounters(clock)),
          new StatusRecords("topic", LISTING),
          TIMEOUT,
          lookups,
          atWork);

  @Test
  void thoseOfRecordsThatHaveGoneDoNotPileUp() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      hold("early-" + i);
    }
    pass(Duration.ofMillis(500));
    for (int i = 0; i < 10; i++) {
      hold("late-" + i);
    }
    pass(TIMEOUT.minusMillis(600));
    assertThat(lookups.size()).as("all of them are waited for").isEqualTo(110);

    pass(Duration.ofMillis(100));
    assertThat(released()).isEqualTo(100);
    assertThat(lookups.size()).isEqualTo(10);
    pass(TIMEOUT);
    assertThat(released()).isEqualTo(10);
    assertThat(lookups.size()).isZero();
  }

  @Test
  void recordsThatExpireTogetherAreMadeABatchAtATime() {
    for (int i = 0; i < 2 * MOST_AT_A_TIME + 1; i++) {
      hold("task-" + i);
    }
    clock.sleep(TIMEOUT);
    for (Duration passed = Duration.ZERO; passed.compareTo(TIMEOUT) < 0; ) {
      passed = passed.plusSeconds(1);
      atWork.passed(clock.nanoTime());
      clock.sleep(Duration.ofSeconds(1));
    }
    atWork.passed(clock.nanoTime());

    for (int ready : List.of(MOST_AT_A_TIME, MOST_AT_A_TIME, 1, 0)) {
      emitter.expire(MOST_AT_A_TIME);
      assertThat(released()).isEqualTo(ready);
    }
  }

  private void hold(String taskId) {
    Observation observation = tracker.begin();
    observation.seen(taskId, "COMPLETED");
    observation.complete(clock.instant());
    assertThat(released()).isZero();
  }

  /** As a Connect task does at each poll, but that none is sent. */
  private void pass(Duration time) throws InterruptedException {
    for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minusMillis(100)) {
      clock.sleep(Duration.ofMillis(100));
      atWork.passed(clock.nanoTime());
      emitter.expire(MOST_AT_A_TIME);
      lookups.takeAnswers();
    }
  }

  private int released() {
    List<SourceRecord> batch = new ArrayList<>();
    emitter.emit(batch, Integer.MAX_VALUE);
    return batch.size();
  }

  private static HyperfluxSourceConfig config() {
    return new HyperfluxSourceConfig(new HashMap<>(Map.of("hyperflux.api.key", "any")));
  }
}
