package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import io.hyperflux.kafka.connect.requests.Listing;
import io.hyperflux.kafka.connect.requests.LookupRequest;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;

/** The look-up of a completed API task's image URLs, which its record waits for. */
final class CompletedTaskLookup implements LookupRequest {
  /**
   * A record that is held back is not stored, so it starts to wait anew with each start of the
   * Connect task. If its look-up fails it goes out after so many tries then, however often the
   * Connect task is restarted.
   */
  static final int MOST_TRIES_AFTER_START = 3;

  private final RecordEmitter emitter;
  private final StatusChange change;
  private final Duration until;
  private final boolean sinceStart;
  private final Deque<StatusChange> followers;

  /**
   * A look-up that has not been sent yet.
   *
   * @param until the time at work when it is given up
   * @param sinceStart whether the first observation of this run told the change
   * @param followers later changes of the task, none yet
   */
  CompletedTaskLookup(
      RecordEmitter emitter,
      StatusChange change,
      Duration until,
      boolean sinceStart,
      Deque<StatusChange> followers) {
    this.emitter = emitter;
    this.change = change;
    this.until = until;
    this.sinceStart = sinceStart;
    this.followers = followers;
  }

  StatusChange change() {
    return change;
  }

  Duration until() {
    return until;
  }

  /** Changes that queue behind this record. */
  Deque<StatusChange> followers() {
    return followers;
  }

  @Override
  public Listing listing() {
    return emitter.listing();
  }

  @Override
  public String taskId() {
    return change.taskId();
  }

  @Override
  public boolean isUrgent() {
    return true;
  }

  @Override
  public boolean isWanted() {
    return emitter.isHeld(this);
  }

  @Override
  public boolean answered(LookupAnswer answer, Instant at, long sentAfter) {
    if (!answer.status().equals(change.status()) || !answer.tellsImages()) {
      return false; // the single task lags behind the listing, or has gone on already
    }
    emitter.release(this, answer, at);
    return true;
  }

  @Override
  public boolean isWorthAnotherTry(int failures) {
    return !sinceStart || failures < MOST_TRIES_AFTER_START;
  }

  @Override
  public void unanswered() {
    emitter.releaseWithout(this);
  }
}
