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
 * records acknowledged and their offsets flushed, and the broker was there all the while. What a
 * settled poll saw is stored for good: its records are committed, and no crash makes the connector
 * forget them. Of any other poll neither can be said: the worker may have been killed before it
 * sent the records, or before it flushed their offsets.
 */
final class Polls {
  /** From one instant to another, both included. */
  record Span(Instant from, Instant to) {}

  /** A successful poll. */
  record Poll(Instant at, boolean settled) {}

  private final NavigableMap<Instant, Poll> polls = new TreeMap<>();

  Polls(List<Poll> polls) {
    polls.forEach(poll -> this.polls.put(poll.at, poll));
  }

  /**
   * @param answers the API's answers in their order; those for other paths are passed over
   * @param brokerOutages when the broker was away
   */
  static Polls of(
      List<ApiSimulator.Answered> answers,
      String listing,
      Duration settle,
      List<Span> brokerOutages) {
    List<ApiSimulator.Answered> successes =
        answers.stream()
            .filter(answer -> answer.path().equals(listing) && answer.status() == 200)
            .toList();
    Map<String, Instant> lastOf = new HashMap<>();
    successes.forEach(answer -> lastOf.put(answer.client(), answer.at()));
    List<Poll> polls = new ArrayList<>();
    for (ApiSimulator.Answered answer : successes) {
      Instant until = answer.at().plus(settle);
      boolean brokerThere =
          brokerOutages.stream()
              .noneMatch(away -> away.from.isBefore(until) && away.to.isAfter(answer.at()));
      polls.add(new Poll(answer.at(), brokerThere && !lastOf.get(answer.client()).isBefore(until)));
    }
    return new Polls(polls);
  }

  int size() {
    return polls.size();
  }

  /** The longest time between two settled polls that follow each other. */
  Duration longestOutage() {
    Duration longest = Duration.ZERO;
    Instant last = null;
    for (Poll poll : polls.values()) {
      if (poll.settled) {
        if (last != null && Duration.between(last, poll.at).compareTo(longest) > 0) {
          longest = Duration.between(last, poll.at);
        }
        last = poll.at;
      }
    }
    return longest;
  }

  /** The first settled poll between the two instants; null: none. */
  Poll firstSettled(Instant after, Instant before) {
    for (Poll poll : polls.tailMap(after, false).values()) {
      if (!poll.at.isBefore(before)) {
        return null;
      }
      if (poll.settled) {
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
