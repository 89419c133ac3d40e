package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.WatchedListing;
import io.hyperflux.kafka.connect.api.Exchange;
import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import io.hyperflux.kafka.connect.pacing.RetryPolicy;
import java.time.Duration;
import java.time.Instant;

/** A question about one API task that is asked until it is settled. */
public final class Lookup {
  /** What the answer is for. */
  public interface Purpose {
    /** Whether somebody still wants to know. */
    boolean isWanted();

    /**
     * The API has answered.
     *
     * @param at when the answer was read
     * @param sentAfter how many requests for the listing had been sent when the look-up was sent
     * @return whether that settles it; else it is asked again
     */
    boolean answered(LookupAnswer answer, Instant at, long sentAfter);

    /**
     * The look-up has failed.
     *
     * @param failures how often so far, from 1
     * @return whether it is tried again
     */
    default boolean isWorthAnotherTry(int failures) {
      return true;
    }

    /** There will be no answer. */
    void unanswered();
  }

  private final WatchedListing listing;
  private final String taskId;
  private final Purpose purpose;
  private final boolean urgent;
  private final Duration since;
  private RetryPolicy retries;
  private long due;
  private Exchange<LookupAnswer> exchange;
  private long sentAfter;
  private int failures;

  /**
   * A look-up that is due at once.
   *
   * @param urgent whether a record waits for it
   * @param since the time at work
   * @param now the clock's reading
   */
  Lookup(
      WatchedListing listing,
      String taskId,
      Purpose purpose,
      boolean urgent,
      Duration since,
      long now) {
    this.listing = listing;
    this.taskId = taskId;
    this.purpose = purpose;
    this.urgent = urgent;
    this.since = since;
    this.due = now;
  }

  WatchedListing listing() {
    return listing;
  }

  String taskId() {
    return taskId;
  }

  Purpose purpose() {
    return purpose;
  }

  boolean isUrgent() {
    return urgent;
  }

  /** The time at work when it was first wanted. */
  Duration since() {
    return since;
  }

  /** How it is tried again; null before the first trouble. */
  RetryPolicy retries() {
    return retries;
  }

  void setRetries(RetryPolicy retries) {
    this.retries = retries;
  }

  long due() {
    return due;
  }

  void setDue(long due) {
    this.due = due;
  }

  /** The request under way. */
  Exchange<LookupAnswer> exchange() {
    return exchange;
  }

  long sentAfter() {
    return sentAfter;
  }

  /** It has failed once more; returns whether it is tried again. */
  boolean failedButGoesOn() {
    return purpose.isWorthAnotherTry(++failures);
  }

  void sent(Exchange<LookupAnswer> exchange) {
    this.exchange = exchange;
    this.sentAfter = listing.tracker().requests();
  }
}
