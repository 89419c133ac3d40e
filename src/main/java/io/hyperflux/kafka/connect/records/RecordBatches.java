package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.pacing.ActiveTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Returns the records of all listings to the worker in batches, and passes on what the worker says
 * became of them. {@link #flushed} and {@link #settled} may be called from any thread, the rest
 * only from the Connect task's own.
 */
public final class RecordBatches {
  private final List<RecordEmitter> emitters;
  private final ActiveTime atWork;
  private final int mostRecords;
  private final UnflushedRecords unflushed;
  private int turn; // the listing whose records come first

  /**
   * Nothing was handed out yet.
   *
   * @param mostRecords in one batch, from 1
   */
  public RecordBatches(List<RecordEmitter> emitters, ActiveTime atWork, int mostRecords) {
    this.emitters = List.copyOf(emitters);
    this.atWork = atWork;
    this.mostRecords = mostRecords;
    this.unflushed = new UnflushedRecords(emitters.size());
  }

  /** The worker has stored the source offsets that it had. */
  public void flushed() {
    unflushed.flushed();
  }

  /** The worker has stored a record that it got, or dropped it. */
  public void settled(SourceRecord record, boolean isStored) {
    emitters.forEach(emitter -> emitter.settled(record, isStored));
  }

  /** Passes on to the trackers which records were stored or dropped. */
  public void takeOutcomes() {
    boolean isOverdue = unflushed.isOverdue(atWork.total());
    emitters.forEach(emitter -> emitter.takeOutcomes(isOverdue));
  }

  /** Whether a batch would have a record. */
  public boolean hasRecords() {
    for (int i = 0; i < emitters.size(); i++) {
      if (emitters.get(i).hasRecords() && unflushed.room(i, atWork.total()) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Releases records that have waited long enough for their look-ups. */
  public void expire() {
    emitters.forEach(emitter -> emitter.expire(mostRecords));
  }

  /**
   * The next records. Listings take turns: a flood from one of them must not hold up the others.
   */
  public List<SourceRecord> next() {
    List<SourceRecord> batch = new ArrayList<>();
    Duration elapsed = atWork.total();
    for (int i = 0; i < emitters.size(); i++) {
      int number = (turn + i) % emitters.size();
      int before = batch.size();
      int most = Math.min(mostRecords, before + unflushed.room(number, elapsed));
      emitters.get(number).emit(batch, most);
      unflushed.add(number, batch.size() - before, elapsed);
    }
    turn = (turn + 1) % emitters.size();
    return batch;
  }
}
