package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.api.LookupAnswer;
import io.hyperflux.kafka.connect.tracking.ActiveTime;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Between changes and the worker: makes records of changes, and holds those of completed tasks back
 * until they have been looked up, or have waited for long enough. Later changes of a held task
 * queue behind it, other tasks pass.
 */
final class HeldRecords {
  private final Optional<Duration> lookupTimeout;
  private final Lookups lookups;
  private final ActiveTime atWork;
  private final Deque<SourceRecord> ready = new ArrayDeque<>();
  // in the order in which their time is up
  private final Map<Key, Held> held = new LinkedHashMap<>();

  /**
   * Holds nothing yet.
   *
   * @param lookupTimeout how long a completed task's record waits; empty: none does
   */
  HeldRecords(Optional<Duration> lookupTimeout, Lookups lookups, ActiveTime atWork) {
    this.lookupTimeout = lookupTimeout;
    this.lookups = lookups;
    this.atWork = atWork;
  }

  private record Key(String listing, String taskId) {}

  /** Takes a change over; its record comes out by {@link #poll} when nothing holds it back. */
  void offer(WatchedListing listing, StatusChange change) {
    Held before = held.isEmpty() ? null : held.get(new Key(listing.path(), change.taskId()));
    if (before != null) {
      before.followers.add(change);
    } else if (lookupTimeout.isPresent() && change.status().equals("COMPLETED")) {
      hold(listing, change);
    } else {
      ready(listing, change, null);
    }
  }

  /** The same for what has been looked up already. */
  void offer(WatchedListing listing, StatusChange change, List<String> generated) {
    boolean wantsImages = lookupTimeout.isPresent() && change.status().equals("COMPLETED");
    if (wantsImages && !held.containsKey(new Key(listing.path(), change.taskId()))) {
      ready(listing, change, generated);
    } else {
      offer(listing, change);
    }
  }

  /** The next record that nothing holds back; null if there is none. */
  SourceRecord poll() {
    return ready.poll();
  }

  /** How many records nothing holds back. */
  int readySize() {
    return ready.size();
  }

  /**
   * Lets go what has waited for long enough.
   *
   * @param most go on at the next call if so many records are ready: a record takes more memory
   *     than the change that it is made of
   */
  void expire(int most) {
    while (!held.isEmpty() && ready.size() < most) {
      Held oldest = held.values().iterator().next();
      if (oldest.until.compareTo(atWork.total()) > 0) {
        return;
      }
      oldest.unanswered();
    }
  }

  private void ready(WatchedListing listing, StatusChange change, List<String> generated) {
    ready.add(listing.records().of(change, generated));
    listing.counters().changed(change.status());
  }

  private void hold(WatchedListing listing, StatusChange change) {
    Held record = new Held(listing, change, atWork.total().plus(lookupTimeout.orElseThrow()));
    held.put(record.key(), record);
    listing.tracker().setHeld(change.taskId(), true);
    lookups.add(listing, change.taskId(), record, true);
  }

  private void release(Held record, List<String> generated) {
    held.remove(record.key());
    record.listing.tracker().setHeld(record.change.taskId(), false);
    ready(record.listing, record.change, generated);
    for (StatusChange follower : record.followers) {
      offer(record.listing, follower);
    }
  }

  /** The record of one completed task, and what waits behind it. */
  private final class Held implements Lookup.Purpose {
    final WatchedListing listing;
    final StatusChange change;
    final Duration until;
    final Deque<StatusChange> followers = new ArrayDeque<>(1);

    Held(WatchedListing listing, StatusChange change, Duration until) {
      this.listing = listing;
      this.change = change;
      this.until = until;
    }

    Key key() {
      return new Key(listing.path(), change.taskId());
    }

    @Override
    public boolean isWanted() {
      return held.get(key()) == this;
    }

    @Override
    public boolean answered(LookupAnswer answer, Instant at, long sentAfter) {
      if (!answer.status().equals(change.status())) {
        return false; // the single task lags behind the listing, or has gone on already
      }
      release(this, answer.generated());
      return true;
    }

    @Override
    public void unanswered() {
      listing.counters().wentWithoutImages();
      release(this, null);
    }
  }
}
