package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.offsets.SlotOffset;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Collects which records of one listing the worker has stored or dropped, until the tracker is
 * told: the worker reports them on any thread, the tracker is told on the Connect task's own.
 */
final class SlotOutcomes {
  private final String listing;
  private BitSet stored = new BitSet();
  private List<Dropped> dropped = new ArrayList<>();
  private boolean any;

  private record Dropped(int slot, String taskId) {}

  SlotOutcomes(String listing) {
    this.listing = listing;
  }

  /**
   * The worker is done with a record of any listing. Called on any thread.
   *
   * @param isStored whether Kafka has it, so that the worker will store its source offset; else it
   *     was dropped, by a transformation or because it could not be converted
   */
  synchronized void settled(SourceRecord record, boolean isStored) {
    int slot = SlotOffset.slot(listing, record.sourcePartition());
    if (slot < 0) {
      return;
    }
    if (isStored) {
      stored.set(slot);
    } else if (record.sourceOffset().get(SlotOffset.TASK_ID) instanceof String taskId) {
      dropped.add(new Dropped(slot, taskId));
    }
    any = true;
  }

  /** Tells the tracker; returns whether there was anything to tell. */
  boolean tell(StatusTracker tracker) {
    BitSet newlyStored;
    List<Dropped> newlyDropped;
    synchronized (this) {
      if (!any) {
        return false;
      }
      any = false;
      newlyStored = stored;
      newlyDropped = dropped;
      stored = new BitSet();
      dropped = new ArrayList<>();
    }
    // first: a task of which one record is stored keeps its slot when another one is dropped
    newlyStored.stream().forEach(tracker::stored);
    newlyDropped.forEach(record -> tracker.dropped(record.slot, record.taskId));
    return true;
  }
}
