package io.hyperflux.kafka.connect.crash;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares what a topic holds after crashes with what really happened.
 *
 * <p>Per API task, in the order of the topic:
 *
 * <ul>
 *   <li>The records form a chain: the first one's previous status is null, each other one's is the
 *       status of the record before.
 *   <li>The chain is a subsequence of the statuses that the task had, each not before it had it.
 *   <li>A status that a <em>settled</em> poll saw (see {@link Polls}) is there; so one that lasted
 *       longer than the longest time without a settled poll certainly is.
 *   <li>The chain ends in the task's last status.
 * </ul>
 *
 * <p>Exactly-once: that is all, nothing is repeated. At-least-once: after a crash the Connect task
 * goes on from the flushed statuses. So a repeat begins with a record whose previous status is the
 * flushed one, that is the status of an earlier record than the last: the records after that
 * earlier one are taken back, and the chain goes on from there. Two things follow, and are checked:
 *
 * <ul>
 *   <li>Only records of polls that are not settled are taken back. Such a poll is less than the
 *       settling time (flush interval and a margin) older than the end of its run, or fell into a
 *       broker's outage.
 *   <li>The chain that is left once the taken back records are gone is the one above.
 * </ul>
 *
 * <p>A worker that had to abandon a Connect task (the broker was away, the task could not stop in
 * time) may flush that task's offsets late, when the next instance has read the stored ones. The
 * instance after that goes on from there: from a record that the one in between had taken back.
 * Such a record counts again then, and what came in between is taken back, by the same rules.
 *
 * <p>A task that changed, was produced, and changed back while the worker was down before it had
 * flushed, is as flushed, and gives no record: until its next change, the topic's last record is
 * one that was to be taken back. At-least-once allows that for records of unsettled polls.
 */
final class CrashOracle {
  enum Kind {
    /** No such task, or the task never had that status until then. */
    FOREIGN,
    /** The previous status is not that of any record before. */
    BROKEN,
    /** The record says that nothing changed. */
    NO_CHANGE,
    /** Goes back to an earlier record, and must not, or not so far. */
    REPEATED,
    /** The chain is no subsequence of the task's statuses. */
    OUT_OF_ORDER,
    /** A status was seen for certain and is not there. */
    MISSING,
    /** The last status is not there. */
    UNFINISHED,
    /** The last status can't be demanded: the task left the listing before a settled poll. */
    UNSETTLED
  }

  record Complaint(Kind kind, String taskId, String text) {}

  /** A record of the topic. */
  record Produced(String taskId, String previous, String status, long observedAtMillis) {}

  /**
   * @param repeats how many records were taken back
   * @param seen how many statuses were seen by settled polls, and so had to be there
   */
  record Verdict(List<Complaint> complaints, int repeats, int seen) {}

  private record Status(String name, Instant from) {}

  private static final class Life {
    private final List<Status> statuses = new ArrayList<>();
    private Instant shownUntil = Instant.MAX;
  }

  private final Map<String, Life> lives = new LinkedHashMap<>();
  private final Map<String, List<Produced>> topic = new HashMap<>();
  private final Polls polls;
  private final boolean exactlyOnce;
  private final List<Complaint> complaints = new ArrayList<>();
  private int repeats;
  private int seen;

  private CrashOracle(
      List<ApiSimulator.Change> journal, int limit, Polls polls, boolean exactlyOnce) {
    this.polls = polls;
    this.exactlyOnce = exactlyOnce;
    List<Life> inOrder = new ArrayList<>();
    for (ApiSimulator.Change change : journal) {
      Life life = lives.get(change.taskId());
      if (life == null) {
        life = new Life();
        lives.put(change.taskId(), life);
        inOrder.add(life);
        if (inOrder.size() > limit) {
          inOrder.get(inOrder.size() - limit - 1).shownUntil = change.at();
        }
      }
      life.statuses.add(new Status(change.status(), change.at()));
    }
  }

  /**
   * @param journal what really happened, in order, of one listing
   * @param limit how many of its newest tasks the listing shows
   * @param records the topic, in order, with aborted transactions left out
   */
  static Verdict check(
      List<ApiSimulator.Change> journal,
      int limit,
      Polls polls,
      List<Produced> records,
      boolean exactlyOnce) {
    return new CrashOracle(journal, limit, polls, exactlyOnce).check(records);
  }

  private Verdict check(List<Produced> records) {
    for (Produced record : records) {
      topic.computeIfAbsent(record.taskId, id -> new ArrayList<>()).add(record);
      if (!happened(record)) {
        complain(Kind.FOREIGN, record.taskId, "never was " + record.status + " until then", record);
      }
    }
    lives.forEach(
        (taskId, life) -> {
          List<Produced> ofTask = topic.getOrDefault(taskId, List.of());
          checkOrder(taskId, life, chain(taskId, ofTask));
          checkComplete(taskId, life, ofTask);
        });
    return new Verdict(List.copyOf(complaints), repeats, seen);
  }

  private boolean happened(Produced record) {
    Life life = lives.get(record.taskId);
    return life != null
        && life.statuses.stream()
            .anyMatch(status -> status.name.equals(record.status) && !isAfter(status, record));
  }

  private static boolean isAfter(Status status, Produced record) {
    return status.from.toEpochMilli() > record.observedAtMillis;
  }

  /** The records that are left when the others are taken back. */
  private List<Produced> chain(String taskId, List<Produced> records) {
    List<Produced> chain = new ArrayList<>();
    List<List<Produced>> earlier = new ArrayList<>(); // the chain as it was after each record
    for (Produced record : records) {
      if (record.status.equals(record.previous)) {
        complain(Kind.NO_CHANGE, taskId, "is no change", record);
      }
      List<Produced> before = goesOnFrom(record, chain, earlier);
      if (before == null) {
        complain(Kind.BROKEN, taskId, "has a previous status that was not produced", record);
        before = chain;
      }
      List<Produced> takenBack = new ArrayList<>(chain);
      takenBack.removeAll(before);
      if (!takenBack.isEmpty()) {
        checkRepeat(taskId, record, takenBack);
      }
      repeats += takenBack.size();
      chain = new ArrayList<>(before);
      chain.add(record);
      earlier.add(chain);
    }
    return chain;
  }

  /** The chain that ends in the record's previous status; null: none ever did. */
  private List<Produced> goesOnFrom(
      Produced record, List<Produced> chain, List<List<Produced>> earlier) {
    for (int length = chain.size(); length > 0; length--) {
      if (chain.get(length - 1).status.equals(record.previous)) {
        return chain.subList(0, length);
      }
    }
    if (record.previous == null) {
      return List.of();
    }
    for (int i = earlier.size() - 1; i >= 0 && !exactlyOnce; i--) {
      List<Produced> once = earlier.get(i);
      if (once.get(once.size() - 1).status.equals(record.previous)) {
        return once;
      }
    }
    return null;
  }

  private void checkRepeat(String taskId, Produced record, List<Produced> takenBack) {
    if (exactlyOnce) {
      complain(Kind.REPEATED, taskId, "takes back " + takenBack, record);
    } else {
      takenBack.stream()
          .filter(this::isSettled)
          .findFirst()
          .ifPresent(
              settled ->
                  complain(Kind.REPEATED, taskId, "takes back the flushed " + settled, record));
    }
  }

  private boolean isSettled(Produced record) {
    return polls.settled(record.observedAtMillis);
  }

  private void checkOrder(String taskId, Life life, List<Produced> chain) {
    int next = 0;
    for (Produced record : chain) {
      while (next < life.statuses.size() && !life.statuses.get(next).name.equals(record.status)) {
        next++;
      }
      if (next == life.statuses.size() || isAfter(life.statuses.get(next), record)) {
        complain(Kind.OUT_OF_ORDER, taskId, "came when the task had not come so far", record);
        return;
      }
      next++;
    }
  }

  private void checkComplete(String taskId, Life life, List<Produced> records) {
    for (int i = 0; i < life.statuses.size(); i++) {
      Status status = life.statuses.get(i);
      boolean last = i == life.statuses.size() - 1;
      Instant end = last ? Instant.MAX : life.statuses.get(i + 1).from;
      Instant shownUntil = end.isBefore(life.shownUntil) ? end : life.shownUntil;
      Polls.Poll poll = polls.firstSettled(status.from, shownUntil);
      if (poll != null) {
        seen++;
      }
      if (last) {
        if (!told(records, Long.MAX_VALUE).contains(status.name)) {
          Kind kind = poll == null ? Kind.UNSETTLED : Kind.UNFINISHED;
          complain(kind, taskId, "does not end in " + status, null);
        }
      } else if (poll != null && !isThere(status, poll, records)) {
        complain(Kind.MISSING, taskId, status + " was seen at " + poll.at(), null);
      }
    }
  }

  /**
   * Whether that is the status by the topic, once the poll's records are there and before those of
   * the next. A record of the millisecond in which the next poll came may be of either.
   */
  private boolean isThere(Status status, Polls.Poll poll, List<Produced> records) {
    Instant next = polls.next(poll);
    long end = next.equals(Instant.MAX) ? Long.MAX_VALUE : next.toEpochMilli();
    return told(records, end).contains(status.name) || told(records, end - 1).contains(status.name);
  }

  /**
   * The status of a task by what the topic says up to a time; at-least-once, also those that it has
   * again if the last records are to be taken back.
   */
  private Set<String> told(List<Produced> records, long untilMillis) {
    Set<String> told = new LinkedHashSet<>();
    List<Produced> known =
        records.stream().filter(record -> record.observedAtMillis <= untilMillis).toList();
    if (known.isEmpty()) {
      return told;
    }
    told.add(known.get(known.size() - 1).status);
    for (int i = known.size() - 1; i >= 0 && !exactlyOnce && !isSettled(known.get(i)); i--) {
      told.add(known.get(i).status);
      if (known.get(i).previous != null) {
        told.add(known.get(i).previous);
      }
    }
    return told;
  }

  private void complain(Kind kind, String taskId, String text, Produced record) {
    Life life = lives.get(taskId);
    complaints.add(
        new Complaint(
            kind,
            taskId,
            Objects.toString(record, "the task")
                + " "
                + text
                + "; it was "
                + (life == null ? "never there" : life.statuses)
                + ", the topic has "
                + topic.get(taskId)));
  }
}
