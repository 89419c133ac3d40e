package io.hyperflux.kafka.connect.offsets;

import io.hyperflux.kafka.connect.tracking.Counted;
import io.hyperflux.kafka.connect.tracking.SlotScan;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a tracker at the start: reads a listing's slots from Connect's stored offsets, one block
 * at each call, and puts them into the tracker. After the last block no offset is read again.
 */
public final class StoredSlots {
  /** A smaller difference between the clocks of two workers is not logged. */
  private static final Duration USUAL_DIFFERENCE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(StoredSlots.class);

  private final String listing;
  private final OffsetStorageReader stored;
  private final StatusTracker tracker;
  private final InstantSource clock;
  private final @Nullable String ownTopic;
  private final SlotScan scan = new SlotScan();
  private int found;
  private int unknown;
  private int damaged;
  private @Nullable String firstDamaged;
  private int ahead; // observed later than now, by this worker's clock
  private Duration farthestAhead = Duration.ZERO;

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
    this.clock = clock;
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
    if (!SlotOffset.isWhole(offset) && ++damaged == 1) {
      firstDamaged = "slot " + slot + " has the fields " + new TreeSet<>(offset.keySet());
    }
    SlotOffset restored = SlotOffset.parse(offset);
    if (restored == null) {
      unknown++;
      tracker.restoreUnknown(slot);
    } else {
      compareWithClock(restored.observedAtMillis());
      tracker.restore(
          slot,
          restored.taskId(),
          restored.status(),
          restored.observedAtMillis(),
          restored.snapshotSize());
    }
  }

  private void compareWithClock(long observedAtMillis) {
    Duration before = Duration.between(clock.instant(), Instant.ofEpochMilli(observedAtMillis));
    if (before.compareTo(USUAL_DIFFERENCE) > 0) {
      ahead++;
      farthestAhead = before.compareTo(farthestAhead) > 0 ? before : farthestAhead;
    }
  }

  private void logSummary() {
    LOG.info(
        "Remembering {} of {} from {}",
        Counted.of(tracker.size(), "task"),
        listing,
        Counted.of(found, "stored slot"));
    warnOfEmptyTopic();
    if (damaged > 0) {
      LOG.warn(
          "{} of the {} source offsets stored for {} are not as this connector writes them: {} tell"
              + " no task and status and are passed over, the others count. They will be"
              + " overwritten when their slots are used. The first: {}. Have offsets been altered"
              + " by hand, or written by another connector of this name?",
          damaged,
          found,
          listing,
          unknown,
          firstDamaged);
    }
    if (ahead > 0) {
      LOG.warn(
          "{} of the {} source offsets stored for {} were observed in the future by this worker's"
              + " clock, up to {} s from now: it is slow, or that of a worker before it was fast."
              + " Nothing is lost or repeated; times in records are wrong, and in_flight_ms too."
              + " Set the workers' clocks by NTP",
          ahead,
          found,
          listing,
          farthestAhead.toSeconds());
    }
    int shadowed = found - unknown - tracker.size();
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
