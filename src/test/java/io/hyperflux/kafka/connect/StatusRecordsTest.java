package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.time.Instant;
import java.util.Date;
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
    SourceRecord record = records.of(new StatusChange(1, "a", "COMPLETED", "CREATED", AT), 3, null);

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
    assertThat(value.getArray("generated")).isNull();
  }

  @Test
  void atFirstSightThereIsNoPreviousStatus() {
    Struct value =
        (Struct) records.of(new StatusChange(1, "a", "CREATED", null, AT), 0, null).value();

    value.validate();
    assertThat(value.get("previous_status")).isNull();
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
            tuple("generated", Schema.Type.ARRAY, true));
    assertThat(schema.field("observed_at").schema()).isEqualTo(Timestamp.SCHEMA);
    assertThat(schema.field("generated").schema().valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
  }
}
