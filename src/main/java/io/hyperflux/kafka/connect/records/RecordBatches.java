package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.WatchedListing;
import io.hyperflux.kafka.connect.offsets.SlotOffset;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Hands the records of all listings to the worker, a batch at a time, and takes back what became of
 * them. {@link #flushed} and {@link #settled} may be called from any thread, the rest only from the
 * Connect task's own.
 */
public final class RecordBatches {
  private final List<WatchedListing> listings;
  private final ActiveTime atWork;
  private final int mostRecords;
  private final UnflushedRecords unflushed;
  private int turn; // the listing whose records come first

  /**
   * Nothing was handed out yet.
   *
   * @param mostRecords in one batch, from 1
   */
  public RecordBatches(List<WatchedListing> listings, ActiveTime atWork, int mostRecords) {
    this.listings = List.copyOf(listings);
    this.atWork = atWork;
    this.mostRecords = mostRecords;
    this.unflushed = new UnflushedRecords(listings.size());
  }

  /** The worker has stored the source offsets that it had. */
  public void flushed() {
    unflushed.flushed();
  }

  /** The worker has stored a record that it got, or dropped it. */
  public void settled(SourceRecord record, boolean isStored) {
    for (WatchedListing listing : listings) {
      int slot = SlotOffset.slot(listing.path(), record.sourcePartition());
      if (slot >= 0 && isStored) {
        listing.outcomes().stored(slot);
      } else if (slot >= 0) {
        listing.outcomes().dropped(slot, (String) record.sourceOffset().get(SlotOffset.TASK_ID));
      }
    }
  }

  /** Tells the trackers what the worker has told. */
  public void takeOutcomes() {
    for (WatchedListing listing : listings) {
      if (listing.outcomes().tell(listing.tracker())) {
        listing.emitter().slotsMayBeFree();
      } else if (listing.emitter().awaitsSlot() && unflushed.isOverdue(atWork.total())) {
        listing.tracker().trustAll(); // this worker tells nothing
        listing.emitter().slotsMayBeFree();
      }
    }
  }

  /** Whether a batch would have a record. */
  public boolean hasRecords() {
    for (int i = 0; i < listings.size(); i++) {
      if (listings.get(i).emitter().hasRecords() && unflushed.room(i, atWork.total()) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Lets records go that have waited for their look-ups for long enough. */
  public void expire() {
    listings.forEach(listing -> listing.emitter().expire(mostRecords));
  }

  /**
   * The next records. Listings take turns: a flood from one of them must not hold up the others.
   */
  public List<SourceRecord> next() {
    List<SourceRecord> batch = new ArrayList<>();
    Duration now = atWork.total();
    for (int i = 0; i < listings.size(); i++) {
      int number = (turn + i) % listings.size();
      int before = batch.size();
      int most = Math.min(mostRecords, before + unflushed.room(number, now));
      listings.get(number).emitter().emit(batch, most);
      unflushed.add(number, batch.size() - before, now);
    }
    turn = (turn + 1) % listings.size();
    return batch;
  }
}
