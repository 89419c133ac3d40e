package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.offsets.SlotOffset;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Builds the record of a status change. */
public final class StatusRecords {
  public static final Schema VALUE = StatusChangeSchema.create();

  private final String topic;
  private final String listing;

  public StatusRecords(String topic, String listing) {
    this.topic = topic;
    this.listing = listing;
  }

  /**
   * The record of a change.
   *
   * @param slot the slot of the change's task
   * @param snapshotSize what the offset says of a snapshot under way; 0 without one
   * @param images what the look-up of the task says; null if it has not been looked up
   */
  public SourceRecord of(
      StatusChange change, int slot, int snapshotSize, @Nullable LookedUpImages images) {
    Struct value =
        new Struct(VALUE)
            .put("task_id", change.taskId())
            .put("status", change.status())
            .put("listing", listing)
            .put("observed_at", Date.from(change.observedAt()))
            .put("snapshot", change.snapshot());
    if (change.previousStatus() != null) {
      value.put("previous_status", change.previousStatus());
    }
    if (change.inFlight() != null) {
      value.put("in_flight_ms", change.inFlight().toMillis());
    }
    if (images != null && images.urls() != null) {
      value.put("generated", images.urls());
      value.put("has_nsfw", images.hasNsfw());
      if (images.expireAt() != null) {
        value.put("generated_expires_at", Date.from(images.expireAt()));
      }
    }
    return new SourceRecord(
        SlotOffset.partition(listing, slot),
        SlotOffset.offset(change, snapshotSize),
        topic,
        null,
        Schema.STRING_SCHEMA,
        change.taskId(),
        VALUE,
        value,
        change.observedAt().toEpochMilli());
  }
}
