package io.hyperflux.kafka.connect;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the records whose source offsets the worker has not stored yet. It keeps those on its
 * heap, about a kilobyte each while it stores them, and gives up a flush that takes longer than
 * {@code offset.flush.timeout.ms} (5 seconds by default), only to try again with even more: a first
 * observation of a million API tasks would never be stored. What goes out during a flush is not
 * part of it, so there may be twice as many.
 *
 * <p>A worker that stores nothing at all stops nothing for long: without a flush the next ones go
 * out after {@link #LONGEST_WAIT} at work.
 *
 * <p>{@link #flushed} may be called from any thread, the rest only from the task's own.
 */
final class UnflushedRecords {
  /** Measured: two cores store so many in two seconds. */
  static final int MOST = 100_000;

  static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(UnflushedRecords.class);

  private volatile boolean flushed;
  private int count;
  private Duration lastHandedOut = Duration.ZERO;
  private boolean told;

  /** The worker has stored what it had. */
  void flushed() {
    flushed = true;
  }

  /** So many records go to the worker, from 0. */
  void add(int records, Duration now) {
    if (records > 0) {
      count += records;
      lastHandedOut = now;
      tellOnce();
    }
  }

  private void tellOnce() {
    if (count >= MOST && !told) {
      told = true;
      LOG.info(
          "Handed out {} records: if there are more, they wait for the worker to store the offsets of"
              + " these, as offset.flush.interval.ms tells it to",
          count);
    }
  }

  /** How many more records may go to the worker now, from 0. */
  int room(Duration now) {
    if (flushed || now.minus(lastHandedOut).compareTo(LONGEST_WAIT) >= 0) {
      flushed = false;
      count = 0;
    }
    return Math.max(0, MOST - count);
  }
}
