package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.time.Instant;

/** Receives the status changes that look-ups of missing tasks find. */
@FunctionalInterface
public interface LookedUpChanges {
  /**
   * One more of them.
   *
   * @param answer what told it; what it says of images counts too
   * @param at when the answer was read
   */
  void offer(StatusChange change, LookupAnswer answer, Instant at);
}
