package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import java.time.Instant;

/**
 * A request to look up one API task, and what is done with the answer. Two for the same are equal.
 */
public interface LookupRequest {
  /** The listing that the task is or was in. */
  Listing listing();

  /** Which task. */
  String taskId();

  /** Whether a record waits for the answer. */
  boolean isUrgent();

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
