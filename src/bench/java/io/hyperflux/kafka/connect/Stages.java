package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.json.ListingEntries;
import io.hyperflux.kafka.connect.api.json.ListingReader;
import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.requests.ListingPoller;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The stages of the connector that the JMH benchmarks run; they touch its classes nowhere else.
 * What goes from one stage to the next is the connector's own.
 */
public final class Stages {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final ListingReader reader = new ListingReader();
  private final StatusTracker tracker = new StatusTracker();
  private final StatusRecords records = new StatusRecords("topic", "/v1/ai/listing");

  /** Parses a listing; the entries are good until the next call on this instance. */
  public ListingEntries parse(byte[] listing) {
    try {
      return reader.read(new ByteArrayInputStream(listing));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows the tracker one observation; the number of changes it finds. */
  public int observe(ListingEntries entries) {
    return ListingPoller.show(entries, tracker).complete(NOW);
  }

  /** Hands out the next change; null if there is none. */
  public StatusChange nextChange() {
    return tracker.nextChange();
  }

  /** Builds a record. */
  public SourceRecord record(StatusChange change) {
    return records.of(change, change.row(), 0, null);
  }
}
