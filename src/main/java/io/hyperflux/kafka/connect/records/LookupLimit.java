package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.requests.Lookups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether one more completed task of a listing may wait for its look-up. */
final class LookupLimit {
  private static final Logger LOG = LoggerFactory.getLogger(RecordEmitter.class);

  private final Lookups lookups;
  private final String listing;
  private boolean told;

  LookupLimit(Lookups lookups, String listing) {
    this.lookups = lookups;
    this.listing = listing;
  }

  /** Whether there may be one more look-up; the next one would be the last in the line. */
  boolean allows() {
    if (lookups.size() < RecordEmitter.MOST_LOOKUPS) {
      return true;
    }
    if (!told) {
      told = true;
      LOG.info(
          "{} look-ups of {} are waiting: further completed tasks go out without their images"
              + " until there are fewer",
          RecordEmitter.MOST_LOOKUPS,
          listing);
    }
    return false;
  }
}
