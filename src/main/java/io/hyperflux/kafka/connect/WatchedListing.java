package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.tracking.StatusTracker;

/**
 * All that a Connect task has for one listing. Nothing of it is shared with another one, so that
 * listings can be added, removed and moved between Connect tasks.
 *
 * @param path an absolute path below the API's URL
 */
record WatchedListing(
    String path,
    StatusTracker tracker,
    SlotMemory memory,
    ListingPoller poller,
    StatusRecords records,
    TaskCounters counters) {
  /** Whether a request may be sent as far as this listing is concerned. */
  boolean isIdle() {
    return !poller.isUnderWay() && !tracker.hasChanges();
  }
}
