package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.LookupAnswer;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes the record of a status change. The value's schema is part of the contract: later versions
 * only add optional fields.
 */
final class StatusRecords {
  static final Schema VALUE =
      SchemaBuilder.struct()
          .name("io.hyperflux.kafka.connect.TaskStatusChange")
          .version(1)
          .doc("An API task was seen for the first time, or with another status than before.")
          .field("task_id", Schema.STRING_SCHEMA)
          .field("status", Schema.STRING_SCHEMA)
          .field("previous_status", Schema.OPTIONAL_STRING_SCHEMA)
          .field("listing", Schema.STRING_SCHEMA)
          .field("observed_at", Timestamp.SCHEMA)
          .field("generated", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
          .build();

  private final String topic;
  private final String listing;

  StatusRecords(String topic, String listing) {
    this.topic = topic;
    this.listing = listing;
  }

  /**
   * The record of a change.
   *
   * @param slot the slot of the change's task
   * @param answer what the look-up of the task says; null if it has not been looked up
   */
  SourceRecord of(StatusChange change, int slot, LookupAnswer answer) {
    Struct value =
        new Struct(VALUE)
            .put("task_id", change.taskId())
            .put("status", change.status())
            .put("listing", listing)
            .put("observed_at", Date.from(change.observedAt()));
    if (change.previousStatus() != null) {
      value.put("previous_status", change.previousStatus());
    }
    if (answer != null && !answer.generated().isEmpty()) {
      value.put("generated", answer.generated());
    }
    return new SourceRecord(
        SlotOffset.partition(listing, slot),
        SlotOffset.offset(change),
        topic,
        null,
        Schema.STRING_SCHEMA,
        change.taskId(),
        VALUE,
        value,
        change.observedAt().toEpochMilli());
  }
}
