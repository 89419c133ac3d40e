package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What has become of the records of one listing since the tracker was told last: the worker tells
 * it on any thread, the tracker hears of it on the Connect task's own.
 */
public final class SlotOutcomes {
  private BitSet stored = new BitSet();
  private List<Dropped> dropped = new ArrayList<>();
  private boolean any;

  private record Dropped(int slot, String taskId) {}

  /** Kafka has the record, so the worker will store its source offset. */
  synchronized void stored(int slot) {
    stored.set(slot);
    any = true;
  }

  /** The record was dropped, by a transformation or because it could not be converted. */
  synchronized void dropped(int slot, String taskId) {
    dropped.add(new Dropped(slot, taskId));
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
