package io.hyperflux.kafka.connect.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** The task of the {@link TrivialConnector}; {@code observed_at} is when it was let go. */
public final class TrivialTask extends SourceTask {
  private static final int BATCH = 2_000;
  private static final long IDLE_MILLIS = 200;
  private static final Schema VALUE =
      SchemaBuilder.struct()
          .name("io.hyperflux.kafka.connect.TaskStatusChange")
          .version(1)
          .field("task_id", Schema.STRING_SCHEMA)
          .field("status", Schema.STRING_SCHEMA)
          .field("previous_status", Schema.OPTIONAL_STRING_SCHEMA)
          .field("listing", Schema.STRING_SCHEMA)
          .field("observed_at", Timestamp.SCHEMA)
          .field("snapshot", Schema.BOOLEAN_SCHEMA)
          .field("in_flight_ms", Schema.OPTIONAL_INT64_SCHEMA)
          .field("generated", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
          .field("generated_expires_at", Timestamp.builder().optional().build())
          .field("has_nsfw", SchemaBuilder.array(Schema.BOOLEAN_SCHEMA).optional().build())
          .build();

  /** Made once for a worker: what a run costs is sending them. */
  private static final String[] TASK_IDS = taskIds();

  private String topic;
  private String listing;
  private String gate;
  private int sent;
  private Instant firstPoll;

  /** For the worker. */
  public TrivialTask() {}

  @Override
  public void start(Map<String, String> props) {
    topic = props.get(TrivialConnector.TOPIC);
    listing = props.get(TrivialConnector.LISTING);
    gate = props.get(TrivialConnector.GATE);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (firstPoll == null) {
      awaitGate();
      firstPoll = Instant.now();
    }
    if (sent == TASK_IDS.length) {
      Thread.sleep(IDLE_MILLIS);
      return null;
    }
    List<SourceRecord> batch = new ArrayList<>();
    while (batch.size() < BATCH && sent < TASK_IDS.length) {
      batch.add(record(sent++));
    }
    return batch;
  }

  private void awaitGate() {
    try (InputStream answer = URI.create(gate).toURL().openStream()) {
      answer.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SourceRecord record(int number) {
    String status = ListingBytes.status(number);
    Struct value =
        new Struct(VALUE)
            .put("task_id", TASK_IDS[number])
            .put("status", status)
            .put("listing", listing)
            .put("observed_at", Date.from(firstPoll))
            .put("snapshot", true);
    return new SourceRecord(
        Map.of("slot", listing + "#" + number),
        Map.of(
            "task_id",
            TASK_IDS[number],
            "status",
            status,
            "observed_at",
            firstPoll.toEpochMilli(),
            "snapshot",
            TASK_IDS.length),
        topic,
        null,
        Schema.STRING_SCHEMA,
        TASK_IDS[number],
        VALUE,
        value,
        firstPoll.toEpochMilli());
  }

  private static String[] taskIds() {
    String[] ids = new String[TrivialConnector.TASKS];
    Arrays.setAll(ids, ListingBytes::taskId);
    return ids;
  }

  @Override
  public void stop() {}

  @Override
  public String version() {
    return "0";
  }
}
