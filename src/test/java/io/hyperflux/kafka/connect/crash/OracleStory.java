package io.hyperflux.kafka.connect.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.crash.Complaint.Kind;
import io.hyperflux.kafka.connect.crash.CrashOracle.Verdict;
import io.hyperflux.kafka.connect.crash.Polls.Poll;
import io.hyperflux.kafka.connect.support.ApiSimulator.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What happened and what the topic has, for tests of the oracle. Times are in milliseconds; there
 * is a poll at every hundred of them, up to 5 000, and a crash at 2 000, which unsettles the second
 * before.
 */
final class OracleStory {
  static final String LISTING = "/listing";

  private final List<Change> journal = new ArrayList<>();
  private final List<Produced> topic = new ArrayList<>();
  private int limit = Integer.MAX_VALUE;
  private Allowances allowances = Allowances.NONE;
  private Polls polls =
      new Polls(
          IntStream.range(0, 50).mapToObj(i -> new Poll(at(i * 100), i < 10 || i >= 20)).toList());

  static Instant at(int millis) {
    return Instant.parse("2026-11-01T12:00:00Z").plusMillis(millis);
  }

  /** Times and statuses in turn. */
  void was(String taskId, Object... timesAndStatuses) {
    for (int i = 0; i < timesAndStatuses.length; i += 2) {
      journal.add(
          new Change(
              LISTING,
              taskId,
              (String) timesAndStatuses[i + 1],
              at((Integer) timesAndStatuses[i])));
    }
  }

  /** A record of the topic. */
  void has(String taskId, String previous, String status, int observedAt) {
    topic.add(new Produced(taskId, previous, status, at(observedAt).toEpochMilli()));
  }

  /** The listing shows only so many of its newest tasks. */
  void limit(int newest) {
    limit = newest;
  }

  void allow(Allowances allowed) {
    allowances = allowed;
  }

  /** Polls between these show no tasks. */
  void isBlind(int from, int to) {
    polls =
        new Polls(
            IntStream.range(0, 50)
                .map(i -> i * 100)
                .mapToObj(i -> new Poll(at(i), i < 1000 || i >= 2000, i >= from && i <= to))
                .toList());
  }

  Verdict verdict(boolean exactlyOnce) {
    return CrashOracle.check(journal, limit, polls, topic, exactlyOnce, allowances);
  }

  void assertComplaints(boolean exactlyOnce, Kind... kinds) {
    assertThat(verdict(exactlyOnce).complaints())
        .extracting(Complaint::kind)
        .containsExactly(kinds);
  }
}
