package io.hyperflux.kafka.connect.records;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The schema of a record's value. It is part of the contract: later versions only add optional
 * fields.
 */
final class StatusChangeSchema {
  private StatusChangeSchema() {}

  static Schema create() {
    return SchemaBuilder.struct()
        .name("io.hyperflux.kafka.connect.TaskStatusChange")
        .version(1)
        .doc("An API task was seen for the first time, or with another status than before.")
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
  }
}
