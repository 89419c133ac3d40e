package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import io.hyperflux.kafka.connect.support.RunningTask;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A Connect task under a fake clock at a simulated API, for rules that need no worker. It asks for
 * the listing every ten seconds and has requests to spare, unless the configuration is changed.
 */
public final class SimulatedWorld implements AutoCloseable {
  public static final String LISTING = ApiSimulator.LISTING;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  static final String KEY = "FPSX-simulated";

  public final FakeTaskClock clock = new FakeTaskClock();
  final StoredOffsets offsets = new StoredOffsets();
  public final ApiSimulator api;
  public final Map<String, String> config = new HashMap<>();
  private RunningTask task;

  public SimulatedWorld() {
    try {
      api = new ApiSimulator(KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    config.put("hyperflux.api.key", KEY);
    config.put("hyperflux.api.url", api.url());
    config.put("hyperflux.requests.per.minute", "60000");
  }

  /** Starts the task, or stops it and starts another one with the offsets that it left. */
  public SimulatedWorld start() {
    stop();
    task = new RunningTask(new HyperfluxSourceTask(clock), offsets, config);
    return this;
  }

  public void stop() {
    if (task != null) {
      task.close();
      task = null;
    }
  }

  /** The worker stores the offsets that it has. */
  public void commit() {
    task.commit();
  }

  /** From now on a transformation drops the records for which this holds. */
  public void drop(Predicate<SourceRecord> which) {
    task.drop(which);
  }

  /** One poll. */
  public List<SourceRecord> poll() {
    return task.poll();
  }

  /** Polls until there are so many records. */
  public List<SourceRecord> pollUntil(int count) {
    List<SourceRecord> records = new ArrayList<>();
    long end = System.nanoTime() + LONGEST.toNanos();
    while (records.size() < count) {
      List<SourceRecord> more = task.poll();
      records.addAll(more);
      if (more.isEmpty()) {
        clock.sleep(Duration.ofMillis(1)); // a request that hangs does not stop the time
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("only " + records.size() + " of " + count + " records came");
      }
    }
    return records;
  }

  /** Polls until there are so many records, and tells them a line each. */
  public List<String> texts(int count) {
    return RunningTask.texts(pollUntil(count));
  }

  /** Polls until a condition holds; returns the records that came meanwhile. */
  public List<SourceRecord> pollUntil(BooleanSupplier condition) {
    return task.pollUntil(condition);
  }

  /** Polls until so many more requests for the default listing have been answered. */
  public List<SourceRecord> observations(int more) {
    long before = api.requests(LISTING);
    return task.pollUntil(() -> api.requests(LISTING) > before + more);
  }

  /**
   * Polls while so much time passes, which it does only while no request is under way: so each
   * request that was sent has been answered, and counted by the API, before its time is up.
   */
  public List<SourceRecord> pollWhilePassing(Duration time) {
    Duration end = clock.passed().plus(time);
    return pollUntil(() -> clock.passed().compareTo(end) >= 0);
  }

  /**
   * Polls while so much time passes, also when a request hangs: a second at a poll. A request may
   * be given up so soon after it was sent that the API counts it later.
   */
  public List<SourceRecord> pollFor(Duration time) {
    List<SourceRecord> records = new ArrayList<>();
    Duration end = clock.passed().plus(time);
    while (clock.passed().compareTo(end) < 0) {
      records.addAll(task.poll());
      clock.sleep(Duration.ofSeconds(1));
    }
    return records;
  }

  /** The image URLs in a record; null if it has none. */
  public static List<String> generated(SourceRecord record) {
    return ((Struct) record.value()).getArray("generated");
  }

  @Override
  public void close() {
    stop();
    api.close();
  }
}
