package io.hyperflux.kafka.connect.crash;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The successful polls of a listing, as the API saw them, and which of them are settled.
 *
 * <p>A poll is <em>settled</em> when the same run of the Connect task was still polling a given
 * time later (told by its connection), that time being longer than the worker takes to have the
 * records acknowledged and their offsets flushed, and the broker was there all the while and no
 * worker froze. What a settled poll saw is stored for good: its records are committed, and no crash
 * makes the connector forget them. Of any other poll neither can be said: the worker may have been
 * killed before it sent the records, or before it flushed their offsets.
 */
final class Polls {
  private static final int NO_TASKS = 404;

  /** What comes later is another connection, from a port that is used again. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** From one instant to another, both included. */
  record Span(Instant from, Instant to) {
    private boolean overlaps(Instant since, Instant until) {
      return from.isBefore(until) && to.isAfter(since);
    }

    private boolean includes(Instant at) {
      return !at.isBefore(from) && !at.isAfter(to);
    }
  }

  /**
   * A successful poll.
   *
   * @param blind whether the listing had vanished: it showed none of its tasks
   */
  record Poll(Instant at, boolean settled, boolean blind) {
    Poll(Instant at, boolean settled) {
      this(at, settled, false);
    }
  }

  private final NavigableMap<Instant, Poll> polls = new TreeMap<>();

  Polls(List<Poll> polls) {
    polls.forEach(poll -> this.polls.put(poll.at, poll));
  }

  /**
   * @param answers the API's answers in their order; a listing without tasks is answered 404
   * @param outages when the broker was away, or a worker was frozen
   * @param vanished when the listing may have been an empty one
   */
  static Polls of(
      List<ApiSimulator.Answered> answers,
      String listing,
      Duration settle,
      List<Span> outages,
      List<Span> vanished) {
    List<Instant> ends = ends(answers);
    List<Poll> polls = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      ApiSimulator.Answered answer = answers.get(i);
      boolean isEmpty = answer.status() == NO_TASKS;
      if (answer.path().equals(listing) && (isEmpty || answer.status() == 200)) {
        Instant at = answer.at();
        Instant until = at.plus(settle);
        boolean undisturbed = outages.stream().noneMatch(away -> away.overlaps(at, until));
        boolean goesOn = !ends.get(i).isBefore(until);
        boolean blind = isEmpty || vanished.stream().anyMatch(span -> span.includes(at));
        polls.add(new Poll(at, undisturbed && goesOn, blind));
      }
    }
    return new Polls(polls);
  }

  /** When the connection of each answer had its last one, whatever it asked for. */
  private static List<Instant> ends(List<ApiSimulator.Answered> answers) {
    Instant[] ends = new Instant[answers.size()];
    Map<String, Integer> nextOf = new HashMap<>();
    for (int i = answers.size() - 1; i >= 0; i--) {
      Instant at = answers.get(i).at();
      Integer next = nextOf.put(answers.get(i).client(), i);
      boolean goesOn = next != null && !answers.get(next).at().isAfter(at.plus(LONGEST_PAUSE));
      ends[i] = goesOn ? ends[next] : at;
    }
    return List.of(ends);
  }

  int size() {
    return polls.size();
  }

  /** The longest time between two settled polls that follow each other and show tasks. */
  Duration longestOutage() {
    Duration longest = Duration.ZERO;
    Instant last = null;
    for (Poll poll : polls.values()) {
      if (poll.settled && !poll.blind) {
        if (last != null && Duration.between(last, poll.at).compareTo(longest) > 0) {
          longest = Duration.between(last, poll.at);
        }
        last = poll.at;
      }
    }
    return longest;
  }

  /** The first settled poll between the two instants that shows tasks; null: none. */
  Poll firstSettled(Instant after, Instant before) {
    for (Poll poll : polls.tailMap(after, false).values()) {
      if (!poll.at.isBefore(before)) {
        return null;
      }
      if (poll.settled && !poll.blind) {
        return poll;
      }
    }
    return null;
  }

  /** When the next poll came; {@link Instant#MAX} if none did. */
  Instant next(Poll poll) {
    Instant next = polls.higherKey(poll.at);
    return next == null ? Instant.MAX : next;
  }

  /** Whether what was observed at this time was observed by a settled poll. */
  boolean settled(long observedAtMillis) {
    // the API answered in that millisecond at the latest
    Map.Entry<Instant, Poll> poll =
        polls.lowerEntry(Instant.ofEpochMilli(observedAtMillis).plusMillis(1));
    return poll != null && poll.getValue().settled;
  }
}
