package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.tracking.SlotScan;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back what earlier runs produced: reads a listing's slots from Connect's stored offsets, a
 * block at each call, and puts them into the tracker. After the last block no offset is read again.
 */
final class SlotMemory {
  private static final Logger LOG = LoggerFactory.getLogger(SlotMemory.class);

  private final String listing;
  private final OffsetStorageReader stored;
  private final StatusTracker tracker;
  private final SlotScan scan = new SlotScan();
  private int foreign;

  SlotMemory(String listing, OffsetStorageReader stored, StatusTracker tracker) {
    this.listing = listing;
    this.stored = stored;
    this.tracker = tracker;
  }

  boolean isComplete() {
    return scan.isDone();
  }

  /** Reads one block; a read to the end of the worker's offsets topic, up to about a second. */
  void readBlock() {
    SlotScan.Block block = scan.next();
    List<Map<String, String>> partitions = new ArrayList<>(block.to() - block.from());
    for (int slot = block.from(); slot < block.to(); slot++) {
      partitions.add(SlotOffset.partition(listing, slot));
    }
    Map<Map<String, String>, Map<String, Object>> offsets = stored.offsets(partitions);
    for (int i = 0; i < partitions.size(); i++) {
      Map<String, Object> offset = offsets.get(partitions.get(i));
      if (offset != null) {
        restore(block.from() + i, offset);
      }
    }
    if (isComplete()) {
      LOG.info(
          "Remembering {} tasks of {} from the stored source offsets", tracker.size(), listing);
    }
  }

  private void restore(int slot, Map<String, Object> offset) {
    scan.found(slot);
    SlotOffset restored = SlotOffset.parse(offset);
    if (restored != null) {
      tracker.restore(slot, restored.taskId(), restored.status(), restored.observedAtMillis());
    } else if (++foreign == 1) {
      LOG.warn(
          "The source offset stored for {} is not one of this connector's and is passed over; it"
              + " will be overwritten when the slot is used. Has an offset been altered by hand?"
              + " Further ones are not logged.",
          SlotOffset.partition(listing, slot));
    }
  }
}
