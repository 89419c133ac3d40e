package io.hyperflux.kafka.connect.crash;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.IsolationLevel;

/** What came of a crash test, by its topic and the topic of source offsets. */
final class TopicCheck {
  static final String OFFSETS = "hyperflux-connect-offsets";

  private final List<CollectedRecord> records;
  private final OffsetsTopic offsets;

  /** Reads both to their ends, aborted transactions left out. */
  TopicCheck(String bootstrapServers, String topic) {
    records = committed(bootstrapServers, topic);
    offsets = new OffsetsTopic(committed(bootstrapServers, OFFSETS));
  }

  private static List<CollectedRecord> committed(String bootstrapServers, String topic) {
    try (RecordCollector collector =
        new RecordCollector(bootstrapServers, topic, IsolationLevel.READ_COMMITTED)) {
      return collector.readToEnd();
    }
  }

  /**
   * Compares each listing's records with what really happened.
   *
   * @param limit how many of its newest tasks a listing shows
   * @param polls those of a listing, by its path
   */
  List<CrashOracle.Verdict> verdicts(
      List<ApiSimulator.Change> journal,
      int limit,
      Function<String, Polls> polls,
      boolean exactlyOnce) {
    Allowances allowances =
        new Allowances(DroppedChanges::drops, offsets::hasStored, offsets::hasOverwritten);
    List<CrashOracle.Verdict> verdicts = new ArrayList<>();
    for (String listing : WatchedListings.PATHS) {
      verdicts.add(
          CrashOracle.check(
              journal.stream().filter(change -> change.listing().equals(listing)).toList(),
              limit,
              polls.apply(listing),
              produced(listing),
              exactlyOnce,
              allowances));
    }
    return verdicts;
  }

  private List<Produced> produced(String listing) {
    return records.stream()
        .filter(record -> record.value().path("listing").asText().equals(listing))
        .map(
            record ->
                new Produced(
                    record.key(),
                    record.value().path("previous_status").textValue(),
                    record.value().path("status").textValue(),
                    record.value().path("observed_at").longValue()))
        .toList();
  }

  int records() {
    return records.size();
  }

  int withImages() {
    return (int)
        records.stream().filter(record -> !record.value().path("generated").isEmpty()).count();
  }

  int overwritten() {
    return offsets.count();
  }
}
