package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.tracking.Counted;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the API tasks looked up that left one listing while in flight, in the order in which that was
 * noticed. A listing may lose a million at once: only a few of them are look-ups at a time.
 */
public final class MissingTasks {
  /** The most look-ups of missing tasks open at a time; the others wait as row numbers. */
  static final int MOST_OPEN = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(MissingTasks.class);

  private final Listing listing;
  private final Lookups lookups;
  private final ActiveTime atWork;
  private final LookedUpChanges changes;
  private final Deque<Batch> waiting = new ArrayDeque<>();

  /** Rows of the tracker, and the time at work when they turned out missing. */
  private static final class Batch {
    private final int[] rows;
    private final Duration since;
    private int next;

    Batch(int[] rows, Duration since) {
      this.rows = rows;
      this.since = since;
    }
  }

  /**
   * None is missing yet.
   *
   * @param changes takes over what their look-ups tell
   */
  public MissingTasks(
      Listing listing, Lookups lookups, ActiveTime atWork, LookedUpChanges changes) {
    this.listing = listing;
    this.lookups = lookups;
    this.atWork = atWork;
    this.changes = changes;
  }

  /** Takes newly missing tasks from the tracker, and adds the next look-ups. */
  public void lookUp() {
    StatusTracker tracker = listing.tracker();
    int[] rows = tracker.newlyMissing();
    if (rows.length > 0) {
      waiting.add(new Batch(rows, atWork.total()));
    }
    int givenUp = 0;
    while (!waiting.isEmpty() && lookups.missing() < MOST_OPEN) {
      Batch first = waiting.element();
      int row = first.rows[first.next++];
      if (tracker.isMissing(row)) {
        String taskId = tracker.taskId(row);
        if (atWork.total().minus(first.since).compareTo(Lookups.GIVE_UP_AFTER) >= 0) {
          tracker.lost(taskId);
          givenUp++;
        } else {
          lookups.add(new MissingTaskLookup(listing, taskId, changes));
        }
      }
      if (first.next == first.rows.length) {
        waiting.remove();
      }
    }
    if (givenUp > 0) {
      LOG.warn(
          "{} of {} waited {} hours to be looked up: given up",
          Counted.of(givenUp, "task"),
          listing.path(),
          Lookups.GIVE_UP_AFTER.toHours());
    }
  }
}
