package io.hyperflux.kafka.connect.requests;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queues the look-ups that have no final answer yet. Those that a record waits for come first.
 * Otherwise they take turns: one that failed goes to the end, so that it does not block the others.
 */
final class LookupQueue {
  private final Deque<PendingLookup> urgent = new ArrayDeque<>();
  private final Deque<PendingLookup> others = new ArrayDeque<>();
  private final Queue<PendingLookup> later =
      new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));
  private final Set<LookupRequest> open = new HashSet<>(); // of all of these, and under way
  private int missing; // of the open ones, those that no record waits for

  /** Adds a look-up, unless the same is asked already. */
  void add(PendingLookup lookup) {
    if (open.add(lookup.request())) {
      missing += lookup.request().isUrgent() ? 0 : 1;
      queueOf(lookup).add(lookup);
    }
  }

  /** A look-up is settled. */
  void close(PendingLookup lookup) {
    if (open.remove(lookup.request()) && !lookup.request().isUrgent()) {
      missing--;
    }
  }

  /** How many are not settled yet. */
  int size() {
    return open.size();
  }

  /** How many of them ask about missing tasks. */
  int missing() {
    return missing;
  }

  /** Asks again when its time has come. */
  void later(PendingLookup lookup, long due) {
    lookup.setDue(due);
    later.add(lookup);
  }

  /** Asks again before the others. */
  void again(PendingLookup lookup) {
    queueOf(lookup).addFirst(lookup);
  }

  /** When the next one may be sent, as the clock reads then; null if there is none. */
  @Nullable Long due(long now) {
    if (!urgent.isEmpty() || !others.isEmpty()) {
      return now;
    }
    return later.isEmpty() ? null : Long.valueOf(later.element().due());
  }

  /** Takes the next one that may be sent now; null if there is none. */
  @Nullable PendingLookup next(long now) {
    while (!later.isEmpty() && later.element().due() - now <= 0) {
      PendingLookup lookup = later.remove();
      queueOf(lookup).addLast(lookup);
    }
    for (Deque<PendingLookup> queue : List.of(urgent, others)) {
      while (!queue.isEmpty()) {
        PendingLookup lookup = queue.remove();
        long held = lookup.listing().schedule().held(now).toNanos();
        if (!lookup.request().isWanted()) {
          close(lookup);
        } else if (held > 0) {
          later(lookup, now + held);
        } else {
          return lookup;
        }
      }
    }
    return null;
  }

  /** Takes out those that come first in their order and for which this holds, and closes them. */
  List<PendingLookup> takeFirst(Predicate<PendingLookup> which) {
    List<PendingLookup> taken = new ArrayList<>();
    for (Queue<PendingLookup> queue : List.of(urgent, others, later)) {
      while (!queue.isEmpty() && which.test(queue.element())) {
        PendingLookup lookup = queue.remove();
        close(lookup);
        taken.add(lookup);
      }
    }
    return taken;
  }

  private Deque<PendingLookup> queueOf(PendingLookup lookup) {
    return lookup.request().isUrgent() ? urgent : others;
  }
}
