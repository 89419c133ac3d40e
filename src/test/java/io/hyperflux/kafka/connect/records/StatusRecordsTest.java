package io.hyperflux.kafka.connect.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class StatusRecordsTest {
  private static final Instant AT = Instant.ofEpochMilli(1_793_880_000_123L);

  private final StatusRecords records = new StatusRecords("images", "/listing");

  @Test
  void aRecordSaysWhatChanged() {
    SourceRecord record =
        records.of(
            new StatusChange(1, "a", "COMPLETED", "CREATED", AT, false, Duration.ofSeconds(5)),
            3,
            0,
            null);

    assertThat(record.topic()).isEqualTo("images");
    assertThat(record.kafkaPartition()).isNull();
    assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(record.key()).isEqualTo("a");
    assertThat(record.timestamp()).isEqualTo(1_793_880_000_123L);
    assertThat(record.sourcePartition()).isEqualTo(Map.of("slot", "/listing#3"));
    assertThat(record.sourceOffset())
        .isEqualTo(
            Map.of("task_id", "a", "status", "COMPLETED", "observed_at", 1_793_880_000_123L));
    Struct value = (Struct) record.value();
    value.validate();
    assertThat(value.getString("task_id")).isEqualTo("a");
    assertThat(value.getString("status")).isEqualTo("COMPLETED");
    assertThat(value.getString("previous_status")).isEqualTo("CREATED");
    assertThat(value.getString("listing")).isEqualTo("/listing");
    assertThat(value.get("observed_at")).isEqualTo(Date.from(AT));
    assertThat(value.getBoolean("snapshot")).isFalse();
    assertThat(value.getInt64("in_flight_ms")).isEqualTo(5_000);
    for (String ofLookUp : List.of("generated", "generated_expires_at", "has_nsfw")) {
      assertThat(value.get(ofLookUp)).as(ofLookUp).isNull();
    }
  }

  @Test
  void atFirstSightThereIsNoPreviousStatus() {
    Struct value =
        (Struct)
            records
                .of(new StatusChange(1, "a", "CREATED", null, AT, true, null), 0, 250, null)
                .value();

    value.validate();
    assertThat(value.get("previous_status")).isNull();
    assertThat(value.getBoolean("snapshot")).isTrue();
    assertThat(value.get("in_flight_ms")).isNull();
  }

  @Test
  void aRecordHasWhatALookUpTells() {
    StatusChange change = new StatusChange(1, "a", "COMPLETED", "CREATED", AT, false, null);
    List<String> urls = List.of("https://a.example/1", "https://a.example/2");
    Instant death = Instant.ofEpochSecond(1_793_883_600);
    Struct all =
        (Struct)
            records.of(change, 0, 0, new LookedUpImages(urls, death, List.of(true, false))).value();
    all.validate();
    assertThat(all.getArray("generated")).isEqualTo(urls);
    assertThat(all.get("generated_expires_at")).isEqualTo(Date.from(death));
    assertThat(all.getArray("has_nsfw")).isEqualTo(List.of(true, false));

    Struct some = (Struct) records.of(change, 0, 0, new LookedUpImages(urls, null, null)).value();
    some.validate();
    assertThat(some.get("generated_expires_at")).isNull();
    assertThat(some.get("has_nsfw")).isNull();
    Struct none = (Struct) records.of(change, 0, 0, new LookedUpImages(null, null, null)).value();
    none.validate();
    assertThat(none.get("generated")).as("never an empty list").isNull();
  }

  @Test
  void anOffsetSaysThatASnapshotIsUnderWay() {
    StatusChange change = new StatusChange(1, "a", "CREATED", null, AT, true, null);
    assertThat(records.of(change, 0, 250, null).sourceOffset().get("snapshot")).isEqualTo(250);
    assertThat(records.of(change, 0, 0, null).sourceOffset().get("snapshot")).isNull();
  }

  @Test
  void theSchemaIsPinned() {
    Schema schema = StatusRecords.VALUE;

    assertThat(schema.name()).isEqualTo("io.hyperflux.kafka.connect.TaskStatusChange");
    assertThat(schema.version()).isEqualTo(1);
    assertThat(schema.fields())
        .extracting(Field::name, f -> f.schema().type(), f -> f.schema().isOptional())
        .containsExactly(
            tuple("task_id", Schema.Type.STRING, false),
            tuple("status", Schema.Type.STRING, false),
            tuple("previous_status", Schema.Type.STRING, true),
            tuple("listing", Schema.Type.STRING, false),
            tuple("observed_at", Schema.Type.INT64, false),
            tuple("snapshot", Schema.Type.BOOLEAN, false),
            tuple("in_flight_ms", Schema.Type.INT64, true),
            tuple("generated", Schema.Type.ARRAY, true),
            tuple("generated_expires_at", Schema.Type.INT64, true),
            tuple("has_nsfw", Schema.Type.ARRAY, true));
    assertThat(schema.field("observed_at").schema()).isEqualTo(Timestamp.SCHEMA);
    assertThat(schema.field("generated").schema().valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
  }
}
