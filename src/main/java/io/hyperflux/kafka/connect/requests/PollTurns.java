package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.pacing.RequestBudget;
import java.time.Duration;
import java.util.List;

/**
 * Decides which listing is polled next: all listings of a Connect task share a host, a key and a
 * request budget. It never waits.
 */
public final class PollTurns {
  private final List<ListingPoller> pollers;
  private final RequestBudget budget;

  /** Of all listings of a Connect task. */
  public PollTurns(List<ListingPoller> pollers, RequestBudget budget) {
    this.pollers = List.copyOf(pollers);
    this.budget = budget;
  }

  /** From now on the first requests may be sent, evenly spaced over an interval. */
  public void begin(Duration interval, long now) {
    for (int i = 0; i < pollers.size(); i++) {
      Duration offset = interval.multipliedBy(i).dividedBy(pollers.size());
      pollers.get(i).listing().schedule().postpone(offset, now);
    }
  }

  /**
   * Sends the requests that are due. Of those the listing that was asked for longest ago comes
   * first: so none starves, and retries of one make no other one late for longer than a turn.
   */
  public void start(long now) {
    while (budget.untilFree(now).isZero()) {
      ListingPoller next = null;
      for (ListingPoller poller : pollers) {
        if (poller.isIdle()
            && poller.listing().schedule().isDue(now)
            && (next == null || sinceLastStart(poller, now) > sinceLastStart(next, now))) {
          next = poller;
        }
      }
      if (next == null) {
        return;
      }
      budget.spent(now);
      next.start();
    }
  }

  private static long sinceLastStart(ListingPoller poller, long now) {
    return poller.listing().schedule().sinceLastStartNanos(now);
  }

  /** How long until the next request can be sent, without those that are under way. */
  public Duration untilStart(long now, Duration atMost) {
    Duration wait = atMost;
    for (ListingPoller poller : pollers) {
      if (poller.isIdle()) {
        Duration due = poller.listing().schedule().untilDue(now);
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
    for (ListingPoller poller : pollers) {
      boolean isLate = poller.isUnderWay() && poller.listing().schedule().isDue(now);
      if (!isLate && !poller.listing().tracker().hasChanges()) {
        next = shorter(next, poller.listing().schedule().untilDue(now));
      }
    }
    return next;
  }

  /** The shorter one of two. */
  public static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
