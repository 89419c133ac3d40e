package io.hyperflux.kafka.connect.offsets;

import io.hyperflux.kafka.connect.tracking.Counted;
import io.hyperflux.kafka.connect.tracking.SlotScan;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a tracker at the start: reads a listing's slots from Connect's stored offsets, one block
 * at each call, and puts them into the tracker. After the last block no offset is read again.
 */
public final class StoredSlots {
  private static final Logger LOG = LoggerFactory.getLogger(StoredSlots.class);

  private final String listing;
  private final OffsetStorageReader stored;
  private final StatusTracker tracker;
  private final @Nullable String ownTopic;
  private final SlotScan scan = new SlotScan();
  private final DamagedOffsets damaged = new DamagedOffsets();
  private final OffsetsFromTheFuture ahead;
  private int found;

  /**
   * Nothing is read yet.
   *
   * @param ownTopic where Connect keeps the offsets of this connector alone; null: in the worker's
   *     topic
   */
  public StoredSlots(
      String listing,
      OffsetStorageReader stored,
      StatusTracker tracker,
      InstantSource clock,
      @Nullable String ownTopic) {
    this.listing = listing;
    this.stored = stored;
    this.tracker = tracker;
    this.ahead = new OffsetsFromTheFuture(clock);
    this.ownTopic = ownTopic;
  }

  public boolean isComplete() {
    return scan.isDone();
  }

  /** Reads one block; a read to the end of the worker's offsets topic, up to about a second. */
  public void readBlock() {
    SlotScan.Block block = scan.next();
    List<Map<String, String>> partitions = new ArrayList<>(block.to() - block.from());
    for (int slot = block.from(); slot < block.to(); slot++) {
      partitions.add(SlotOffset.partition(listing, slot));
    }
    Map<Map<String, String>, Map<String, Object>> offsets = stored.offsets(partitions);
    long inBlock = offsets.values().stream().filter(Objects::nonNull).count();
    tracker.reserve(tracker.size() + (int) inBlock);
    for (int i = 0; i < partitions.size(); i++) {
      Map<String, Object> offset = offsets.get(partitions.get(i));
      if (offset != null) {
        restore(block.from() + i, offset);
      }
    }
    if (isComplete()) {
      logSummary();
    }
  }

  private void restore(int slot, Map<String, Object> offset) {
    scan.found(slot);
    found++;
    SlotOffset restored = SlotOffset.parse(offset);
    damaged.look(slot, offset);
    if (restored == null) {
      tracker.restoreUnknown(slot);
    } else {
      ahead.look(restored.observedAtMillis());
      tracker.restore(
          slot,
          restored.taskId(),
          restored.status(),
          restored.observedAtMillis(),
          restored.snapshotSize());
    }
  }

  private void logSummary() {
    LOG.info(
        "Remembering {} of {} from {}",
        Counted.of(tracker.size(), "task"),
        listing,
        Counted.of(found, "stored slot"));
    warnOfEmptyTopic();
    damaged.warn(listing, found);
    ahead.warn(listing, found);
    int shadowed = found - damaged.unknown() - tracker.size();
    if (shadowed > 0) {
      // as earlier builds left them behind, or as they were altered by hand
      LOG.info(
          "{} of {} with a task that another slot holds, too: the one observed last counts, the"
              + " others are free",
          Counted.of(shadowed, "stored slot"),
          listing);
    }
  }

  private void warnOfEmptyTopic() {
    if (found == 0 && ownTopic != null) {
      LOG.warn(
          "{} has no stored offsets in {}, the topic that offsets.storage.topic names: all that it"
              + " lists is new. If this connector ran without that setting before, its offsets are"
              + " in the worker's topic, where Connect does not look now",
          listing,
          ownTopic);
    }
  }
}
