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

/**
 * Look-ups that are not settled, in their order: first those that a record waits for. Among equals
 * they take turns: what has failed goes to the end, so that it holds up nothing.
 */
final class LookupQueue {
  private final Deque<Lookup> urgent = new ArrayDeque<>();
  private final Deque<Lookup> others = new ArrayDeque<>();
  private final Queue<Lookup> later = new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));
  private final Set<Lookup.Purpose> open = new HashSet<>(); // of all of these, and under way
  private int missing; // of the open ones, those that no record waits for

  /** Adds a look-up, unless the same is asked already. */
  void add(Lookup lookup) {
    if (open.add(lookup.purpose())) {
      missing += lookup.isUrgent() ? 0 : 1;
      queueOf(lookup).add(lookup);
    }
  }

  /** A look-up is settled. */
  void close(Lookup lookup) {
    if (open.remove(lookup.purpose()) && !lookup.isUrgent()) {
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
  void later(Lookup lookup, long due) {
    lookup.setDue(due);
    later.add(lookup);
  }

  /** Asks again before the others. */
  void again(Lookup lookup) {
    queueOf(lookup).addFirst(lookup);
  }

  /** When the next one may be sent, as the clock reads then; null if there is none. */
  Long due(long now) {
    if (!urgent.isEmpty() || !others.isEmpty()) {
      return now;
    }
    return later.isEmpty() ? null : Long.valueOf(later.peek().due());
  }

  /** Takes the next one that may be sent now; null if there is none. */
  Lookup next(long now) {
    while (!later.isEmpty() && later.peek().due() - now <= 0) {
      Lookup lookup = later.poll();
      queueOf(lookup).addLast(lookup);
    }
    for (Deque<Lookup> queue : List.of(urgent, others)) {
      while (!queue.isEmpty()) {
        Lookup lookup = queue.poll();
        long held = lookup.listing().poller().schedule().held(now).toNanos();
        if (!lookup.purpose().isWanted()) {
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
  List<Lookup> takeFirst(Predicate<Lookup> which) {
    List<Lookup> taken = new ArrayList<>();
    for (Queue<Lookup> queue : List.of(urgent, others, later)) {
      while (!queue.isEmpty() && which.test(queue.peek())) {
        Lookup lookup = queue.poll();
        close(lookup);
        taken.add(lookup);
      }
    }
    return taken;
  }

  private Deque<Lookup> queueOf(Lookup lookup) {
    return lookup.isUrgent() ? urgent : others;
  }
}
