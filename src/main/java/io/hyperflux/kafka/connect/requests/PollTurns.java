package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.WatchedListing;
import io.hyperflux.kafka.connect.pacing.RequestBudget;
import java.time.Duration;
import java.util.List;

/**
 * Whose turn it is to be asked for: the listings of a Connect task share an address, a key and a
 * request budget. It never waits.
 */
public final class PollTurns {
  private final List<WatchedListing> listings;
  private final RequestBudget budget;

  public PollTurns(List<WatchedListing> listings, RequestBudget budget) {
    this.listings = List.copyOf(listings);
    this.budget = budget;
  }

  /** From now on the first requests may be sent, evenly spaced over an interval. */
  public void begin(Duration interval, long now) {
    for (int i = 0; i < listings.size(); i++) {
      Duration offset = interval.multipliedBy(i).dividedBy(listings.size());
      listings.get(i).poller().schedule().postpone(offset, now);
    }
  }

  /**
   * Sends the requests that are due. Of those the listing that was asked for longest ago comes
   * first: so none starves, and retries of one make no other one late for longer than a turn.
   */
  public void start(long now) {
    while (budget.untilFree(now).isZero()) {
      WatchedListing next = null;
      for (WatchedListing listing : listings) {
        if (listing.isIdle()
            && listing.poller().schedule().isDue(now)
            && (next == null || sinceLastStart(listing, now) > sinceLastStart(next, now))) {
          next = listing;
        }
      }
      if (next == null) {
        return;
      }
      budget.spent(now);
      next.poller().start();
    }
  }

  private static long sinceLastStart(WatchedListing listing, long now) {
    return listing.poller().schedule().sinceLastStartNanos(now);
  }

  /** How long until the next request can be sent, without those that are under way. */
  public Duration untilStart(long now, Duration atMost) {
    Duration wait = atMost;
    for (WatchedListing listing : listings) {
      if (listing.isIdle()) {
        Duration due = listing.poller().schedule().untilDue(now);
        Duration free = budget.untilFree(now);
        wait = shorter(wait, due.compareTo(free) > 0 ? due : free);
      }
    }
    return wait;
  }

  /**
   * How long until a poll is due that a look-up must not make late. A listing that hangs for longer
   * than the interval must not keep look-ups from the others; nor must one whose records wait for
   * the worker, for it is not polled before they are gone.
   */
  public Duration untilDue(long now) {
    Duration next = Duration.ofDays(1);
    for (WatchedListing listing : listings) {
      boolean isLate = listing.poller().isUnderWay() && listing.poller().schedule().isDue(now);
      if (!isLate && !listing.tracker().hasChanges()) {
        next = shorter(next, listing.poller().schedule().untilDue(now));
      }
    }
    return next;
  }

  public static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
