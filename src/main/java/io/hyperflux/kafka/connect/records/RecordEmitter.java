package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.requests.Listing;
import io.hyperflux.kafka.connect.requests.LookedUpChanges;
import io.hyperflux.kafka.connect.requests.Lookups;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import io.hyperflux.kafka.connect.tracking.StatusTracker;
import io.hyperflux.kafka.connect.tracking.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns the changes of one listing into records. Records of completed tasks wait for their look-up,
 * or until their time is up; later changes of such a task queue behind them, other tasks pass. A
 * record takes its slot only when it goes out.
 */
public final class RecordEmitter implements LookedUpChanges {
  /** The most look-ups open at once; a further one would have to wait for all of them. */
  public static final int MOST_LOOKUPS = 10_000;

  private final Listing listing;
  private final StatusRecords records;
  private final @Nullable Duration lookupTimeout;
  private final Lookups lookups;
  private final LookupLimit limit;
  private final ActiveTime atWork;
  private final AnsweredImages images;
  private final SlotOutcomes outcomes;
  private final Deque<Ready> ready = new ArrayDeque<>();
  private final Map<String, CompletedTaskLookup> held = new LinkedHashMap<>(); // oldest first
  private long inOrderSince; // the request whose changes have been put in order
  private boolean awaitsSlot;

  /**
   * Holds nothing yet.
   *
   * @param lookupTimeout how long a completed task's record waits; null: none does
   */
  public RecordEmitter(
      Listing listing,
      StatusRecords records,
      @Nullable Duration lookupTimeout,
      Lookups lookups,
      ActiveTime atWork) {
    this.listing = listing;
    this.records = records;
    this.outcomes = new SlotOutcomes(listing.path());
    this.images = new AnsweredImages(listing);
    this.lookupTimeout = lookupTimeout;
    this.lookups = lookups;
    this.limit = new LookupLimit(lookups, listing.path());
    this.atWork = atWork;
  }

  /** A change whose record may go out; the images are null if it was not looked up. */
  private record Ready(StatusChange change, @Nullable LookedUpImages images) {}

  /** Queues a change that a look-up has found, with the images in the same answer. */
  @Override
  public void offer(StatusChange change, LookupAnswer answer, Instant at) {
    listing.tracker().hold(change);
    boolean hasImages = wantsImages(change) && answer.tellsImages();
    if (hasImages && !held.containsKey(change.taskId())) {
      ready.add(new Ready(change, images.of(answer, at)));
    } else {
      queue(change);
    }
  }

  /** Whether a record could go out now. */
  boolean hasRecords() {
    return !awaitsSlot && (!ready.isEmpty() || listing.tracker().hasChanges());
  }

  /** Whether records wait until the worker has told what became of earlier ones. */
  public boolean awaitsSlot() {
    return awaitsSlot;
  }

  Listing listing() {
    return listing;
  }

  /** The worker has stored a record of any listing, or dropped it. Called on any thread. */
  void settled(SourceRecord record, boolean isStored) {
    outcomes.settled(record, isStored);
  }

  /**
   * Tells the tracker what the worker has told.
   *
   * @param isOverdue whether the worker, having told nothing for so long, never will
   */
  void takeOutcomes(boolean isOverdue) {
    if (outcomes.tell(listing.tracker())) {
      awaitsSlot = false;
    } else if (awaitsSlot && isOverdue) {
      listing.tracker().trustAll();
      awaitsSlot = false;
    }
  }

  /**
   * Adds the next records to a batch.
   *
   * @param most how many records the batch has at most
   */
  public void emit(List<SourceRecord> batch, int most) {
    while (batch.size() < most && !ready.isEmpty() && goesOut(ready.element(), batch)) {
      listing.tracker().release(ready.remove().change());
    }
    startLookups();
    while (batch.size() < most && ready.isEmpty() && listing.tracker().hasChanges()) {
      StatusChange change = Objects.requireNonNull(listing.tracker().nextChange());
      if (waits(change) || !goesOut(new Ready(change, null), batch)) {
        listing.tracker().hold(change);
        queue(change);
      }
    }
  }

  /** Starts look-ups also while a batch has no room, since their records need none yet. */
  private void startLookups() {
    StatusTracker tracker = listing.tracker();
    if (lookupTimeout == null || !tracker.hasChanges()) {
      return;
    }
    if (inOrderSince != tracker.requests()) {
      inOrderSince = tracker.requests();
      tracker.bringForward(Statuses::isCompleted);
    }
    while (lookups.size() < MOST_LOOKUPS && tracker.nextIs(Statuses::isCompleted)) {
      StatusChange change = Objects.requireNonNull(tracker.nextChange());
      tracker.hold(change);
      queue(change);
    }
  }

  private boolean goesOut(Ready record, List<SourceRecord> batch) {
    int slot = listing.tracker().takeSlot(record.change);
    awaitsSlot = slot == StatusTracker.NO_SLOT;
    if (!awaitsSlot) {
      if (wantsImages(record.change) && record.images == null) {
        listing.counters().lookups().wentWithoutImages();
      }
      int snapshotSize = listing.tracker().snapshotSize(record.change);
      batch.add(records.of(record.change, slot, snapshotSize, record.images));
      listing.counters().changed(record.change.status(), record.change.inFlight());
    }
    return !awaitsSlot;
  }

  /**
   * Releases records that have waited long enough.
   *
   * @param most go on at the next call if so many records are ready: a record takes more memory
   *     than the change that it is made of
   */
  public void expire(int most) {
    while (!held.isEmpty() && ready.size() < most) {
      CompletedTaskLookup oldest = held.values().iterator().next();
      if (oldest.until().compareTo(atWork.total()) > 0) {
        return;
      }
      oldest.unanswered();
    }
  }

  private boolean wantsImages(StatusChange change) {
    return lookupTimeout != null && Statuses.isCompleted(change.status());
  }

  private boolean waits(StatusChange change) {
    return (!held.isEmpty() && held.containsKey(change.taskId()))
        || (wantsImages(change) && limit.allows());
  }

  /** Queues a change whose task is held by the tracker. */
  private void queue(StatusChange change) {
    CompletedTaskLookup before = held.get(change.taskId());
    if (before != null) {
      before.followers().add(change);
    } else if (wantsImages(change) && limit.allows()) {
      lookUp(change);
    } else {
      ready.add(new Ready(change, null));
    }
  }

  private void lookUp(StatusChange change) {
    CompletedTaskLookup lookup =
        new CompletedTaskLookup(
            this,
            change,
            atWork.total().plus(Objects.requireNonNull(lookupTimeout)),
            listing.tracker().isFirstObservation(),
            new ArrayDeque<>(1));
    held.put(change.taskId(), lookup);
    lookups.add(lookup);
  }

  boolean isHeld(CompletedTaskLookup lookup) {
    return held.get(lookup.change().taskId()) == lookup;
  }

  /** A record has been looked up: nothing holds it back any more. */
  void release(CompletedTaskLookup lookup, LookupAnswer answer, Instant at) {
    release(lookup, images.of(answer, at));
  }

  /** A record goes out without its images. */
  void releaseWithout(CompletedTaskLookup lookup) {
    release(lookup, null);
  }

  private void release(CompletedTaskLookup lookup, @Nullable LookedUpImages images) {
    held.remove(lookup.change().taskId());
    ready.add(new Ready(lookup.change(), images));
    lookup.followers().forEach(this::queue);
  }
}
