package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The look-up of an API task that left its listing while in flight, to find out how it ended.
 *
 * @param changes takes over what the answer tells
 */
record MissingTaskLookup(Listing listing, String taskId, LookedUpChanges changes)
    implements LookupRequest {
  private static final Logger LOG = LoggerFactory.getLogger(MissingTaskLookup.class);

  @Override
  public boolean isUrgent() {
    return false;
  }

  @Override
  public boolean isWanted() {
    return listing.tracker().isMissing(taskId);
  }

  @Override
  public boolean answered(LookupAnswer answer, Instant at, long sentAfter) {
    StatusChange change = listing.tracker().lookedUp(taskId, answer.status(), at, sentAfter);
    if (change != null) {
      changes.offer(change, answer, at);
    }
    return !isWanted();
  }

  @Override
  public void unanswered() {
    LOG.info("{} left {} in flight, and how it ended can't be found out", taskId, listing.path());
    listing.tracker().lost(taskId);
  }
}
