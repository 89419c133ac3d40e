package io.hyperflux.kafka.connect.records;

import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many records are out whose source offsets the worker has not stored yet. It keeps
 * those on its heap, about a kilobyte each while it stores them, and gives up a flush that takes
 * longer than {@code offset.flush.timeout.ms} (5 seconds by default), only to try again with even
 * more: the offsets of a first observation of a million API tasks would never be stored. Records
 * that go out during a flush are not part of it, so there may be twice as many.
 *
 * <p>If a worker stores nothing at all, the next records go out after {@link #LONGEST_WAIT} at
 * work.
 *
 * <p>{@link #flushed} may be called from any thread, the rest only from the task's own.
 */
final class UnflushedRecords {
  /** Measured: two cores store so many in two seconds. */
  static final int MOST = 100_000;

  static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(UnflushedRecords.class);

  /** Of these, so many are kept for listings that have handed out few, in equal parts. */
  private static final int RESERVED = MOST / 10;

  private final int[] reserved; // by listing
  private int shared; // for whichever listing has records
  private volatile boolean flushed;
  private Duration lastHandedOut = Duration.ZERO;
  private boolean told;

  /**
   * Nothing was handed out yet.
   *
   * @param listings how many there are: none keeps the others from handing out a few records
   */
  UnflushedRecords(int listings) {
    reserved = new int[listings];
    makeRoom();
  }

  private void makeRoom() {
    shared = MOST - RESERVED;
    Arrays.fill(reserved, RESERVED / reserved.length);
  }

  /** The worker has stored what it had. */
  void flushed() {
    flushed = true;
  }

  /** So many records of a listing go to the worker, from 0 to {@link #room}. */
  void add(int listing, int records, Duration atWork) {
    if (records > 0) {
      int fromShared = Math.min(records, shared);
      shared -= fromShared;
      reserved[listing] -= records - fromShared;
      lastHandedOut = atWork;
      if (shared + reserved[listing] == 0) {
        tellOnce();
      }
    }
  }

  private void tellOnce() {
    if (!told) {
      told = true;
      LOG.info(
          "Handed out {} records: if there are more, they wait for the worker to store the offsets of"
              + " these, as offset.flush.interval.ms tells it to",
          MOST - Arrays.stream(reserved).sum());
    }
  }

  /** How many more records of a listing may go to the worker now, from 0. */
  int room(int listing, Duration atWork) {
    if (flushed || isOverdue(atWork)) {
      flushed = false;
      makeRoom();
    }
    return shared + reserved[listing];
  }

  /** Whether so much time has passed since the last record that nothing more is waited for. */
  boolean isOverdue(Duration atWork) {
    return atWork.minus(lastHandedOut).compareTo(LONGEST_WAIT) >= 0;
  }
}
