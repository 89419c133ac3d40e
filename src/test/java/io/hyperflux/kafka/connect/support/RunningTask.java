package io.hyperflux.kafka.connect.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Runs a source task without a worker, as a worker would: polls it, and keeps the source offsets of
 * what it returned for the next run. For what needs no broker.
 */
public final class RunningTask implements AutoCloseable {
  private static final RecordMetadata SENT =
      new RecordMetadata(new TopicPartition("topic", 0), 0, 0, 0, 0, 0);

  private final SourceTask task;
  private final StoredOffsets offsets;
  private Predicate<SourceRecord> dropped = record -> false;

  /** Initializes and starts the task. */
  public RunningTask(SourceTask task, StoredOffsets offsets, Map<String, String> config) {
    this.task = task;
    this.offsets = offsets;
    task.initialize(offsets.context());
    Map<String, String> props = new HashMap<>(config);
    props.putIfAbsent("name", "under-test");
    task.start(props);
  }

  /** One poll; the offsets of its records count as flushed. Never null. */
  public List<SourceRecord> poll() {
    try {
      List<SourceRecord> records = task.poll();
      if (records == null) {
        return List.of();
      }
      records.forEach(this::send);
      return records;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** From now on a transformation drops the records for which this holds. */
  public void drop(Predicate<SourceRecord> which) {
    dropped = which;
  }

  private void send(SourceRecord record) {
    try {
      if (dropped.test(record)) {
        task.commitRecord(record, null);
      } else {
        offsets.flush(List.of(record));
        task.commitRecord(record, SENT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a worker tells the task when it has stored its offsets. */
  public void commit() {
    try {
      task.commit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Polls until there are so many records. */
  public List<SourceRecord> pollUntil(int count) {
    List<SourceRecord> records = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (records.size() < count) {
      records.addAll(poll());
      if (System.nanoTime() > end) {
        throw new AssertionError("only " + records.size() + " of " + count + " records came");
      }
    }
    return records;
  }

  /** Polls until a condition holds; returns the records that came meanwhile. */
  public List<SourceRecord> pollUntil(java.util.function.BooleanSupplier condition) {
    List<SourceRecord> records = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      records.addAll(poll());
      if (System.nanoTime() > end) {
        throw new AssertionError("the condition does not hold after 20 s");
      }
    }
    return records;
  }

  @Override
  public void close() {
    task.stop();
  }

  /** A record's value on one line: task_id: previous_status -> status. */
  public static String text(SourceRecord record) {
    var value = (org.apache.kafka.connect.data.Struct) record.value();
    return value.get("task_id")
        + ": "
        + value.get("previous_status")
        + " -> "
        + value.get("status");
  }

  /** The texts of records, in their order. */
  public static List<String> texts(List<SourceRecord> records) {
    return records.stream().map(RunningTask::text).toList();
  }
}
