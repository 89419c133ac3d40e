package io.hyperflux.kafka.connect.crash;

import io.hyperflux.kafka.connect.crash.Complaint.Kind;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
 *   <li>Only records are taken back that are of polls that are not settled, or whose source offsets
 *       were not stored. Such a poll is less than the settling time (flush interval and a margin)
 *       older than the end of its run, or fell into a broker's outage; on a busy machine a flush
 *       takes longer than that.
 *   <li>The chain that is left once the taken back records are gone is the one above.
 * </ul>
 *
 * <p>A worker that had to abandon a Connect task (the broker was away, the task could not stop in
 * time) may flush that task's offsets late, when the next instance has read the stored ones. The
 * instance after that goes on from there: from a record that the one in between had taken back.
 * Such a record counts again then, and what came in between is taken back, by the same rules.
 *
 * <p>A worker that froze may do the same when it wakes up, and send records that it had handed out
 * before. Such a record is left out, but that the instance after it may go on from there: it is
 * older than what is there, and of an unsettled poll. What the late flush has overwritten, {@link
 * OffsetsTopic} tells; it may come again.
 *
 * <p>A transformation may drop changes to some statuses ({@link DroppedChanges}). A record whose
 * previous status is such a one stands for both, as far as the task had that status.
 *
 * <p>A task that changed, was produced, and changed back while the worker was down before it had
 * flushed, is as flushed, and gives no record: until its next change, the topic's last record is
 * one that was to be taken back. At-least-once allows that for records of unsettled polls.
 */
final class CrashOracle {
  /**
   * @param repeats how many records were taken back
   * @param seen how many statuses were seen by settled polls, and so had to be there
   */
  record Verdict(List<Complaint> complaints, int repeats, int seen) {}

  private final Map<String, TaskLife> lives;
  private final Map<String, List<Produced>> topic = new HashMap<>();
  private final Polls polls;
  private final boolean exactlyOnce;
  private final Allowances allowances;
  private final List<Complaint> complaints = new ArrayList<>();
  private int repeats;
  private int seen;

  private CrashOracle(
      Map<String, TaskLife> lives, Polls polls, boolean exactlyOnce, Allowances allowances) {
    this.lives = lives;
    this.polls = polls;
    this.exactlyOnce = exactlyOnce;
    this.allowances = allowances;
  }

  /**
   * @param journal what really happened, in order, of one listing
   * @param limit how many of its newest tasks the listing shows
   * @param records the topic, in order, as far as it is of the listing; aborted transactions are
   *     left out
   */
  static Verdict check(
      List<ApiSimulator.Change> journal,
      int limit,
      Polls polls,
      List<Produced> records,
      boolean exactlyOnce,
      Allowances allowances) {
    return new CrashOracle(TaskLife.of(journal, limit), polls, exactlyOnce, allowances)
        .check(records);
  }

  private Verdict check(List<Produced> records) {
    for (Produced record : records) {
      String taskId = record.taskId();
      topic.computeIfAbsent(taskId, id -> new ArrayList<>()).add(record);
      if (!lives.containsKey(taskId) || !lives.get(taskId).had(record)) {
        complain(Kind.FOREIGN, taskId, "never was " + record.status() + " until then", record);
      }
      if (allowances.isDropped().test(taskId, record.status())) {
        complain(Kind.FOREIGN, taskId, "was to be dropped", record);
      }
    }
    lives.forEach(
        (taskId, life) -> {
          List<Produced> ofTask = topic.getOrDefault(taskId, List.of());
          List<Produced> inTime = inTime(ofTask);
          checkChain(taskId, life, ofTask, inTime);
          checkComplete(taskId, life, inTime);
        });
    return new Verdict(List.copyOf(complaints), repeats, seen);
  }

  /** Those that a frozen worker had not sent before are left out. */
  private List<Produced> inTime(List<Produced> records) {
    List<Produced> inTime = new ArrayList<>();
    long latest = Long.MIN_VALUE;
    for (Produced record : records) {
      if (record.observedAtMillis() < latest && !exactlyOnce && !isFinal(record, latest)) {
        repeats++;
      } else {
        inTime.add(record);
        latest = Math.max(latest, record.observedAtMillis());
      }
    }
    return inTime;
  }

  private void checkChain(
      String taskId, TaskLife life, List<Produced> records, List<Produced> inTime) {
    ProducedChain chain = new ProducedChain(life, exactlyOnce, allowances);
    int next = 0;
    for (Produced record : records) {
      if (next == inTime.size() || !inTime.get(next).equals(record)) {
        chain.addLate(record);
        continue;
      }
      next++;
      if (record.status().equals(record.previous())) {
        complain(Kind.NO_CHANGE, taskId, "is no change", record);
      }
      if (!chain.isContinuedBy(record)) {
        complain(Kind.BROKEN, taskId, "has a previous status that was not produced", record);
      }
      List<Produced> takenBack = chain.add(record);
      if (!takenBack.isEmpty()) {
        checkRepeat(taskId, record, takenBack);
      }
      repeats += takenBack.size();
    }
    Produced wrong = life.firstOutOfOrder(chain.records());
    if (wrong != null) {
      complain(Kind.OUT_OF_ORDER, taskId, "came when the task had not come so far", wrong);
    }
  }

  private void checkRepeat(String taskId, Produced record, List<Produced> takenBack) {
    if (exactlyOnce) {
      complain(Kind.REPEATED, taskId, "takes back " + takenBack, record);
    } else {
      takenBack.stream()
          .filter(before -> isFinal(before, record.observedAtMillis()))
          .findFirst()
          .ifPresent(
              settled ->
                  complain(Kind.REPEATED, taskId, "takes back the flushed " + settled, record));
    }
  }

  /** Whether it may not be taken back by what was observed at this time, in epoch milliseconds. */
  private boolean isFinal(Produced record, long before) {
    return polls.settled(record.observedAtMillis())
        && allowances.isStored().test(record, before)
        && !allowances.isOverwritten().test(record);
  }

  private void checkComplete(String taskId, TaskLife life, List<Produced> records) {
    List<TaskLife.Status> statuses = life.statuses();
    for (int i = 0; i < statuses.size(); i++) {
      TaskLife.Status status = statuses.get(i);
      if (allowances.isDropped().test(taskId, status.name())) {
        continue;
      }
      boolean last = i == statuses.size() - 1;
      Polls.Poll poll = polls.firstSettled(status.from(), life.shownUntil(i));
      if (poll != null) {
        seen++;
      }
      if (last) {
        if (!told(records, Long.MAX_VALUE).contains(status.name())) {
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
  private boolean isThere(TaskLife.Status status, Polls.Poll poll, List<Produced> records) {
    Instant next = polls.next(poll);
    long end = next.equals(Instant.MAX) ? Long.MAX_VALUE : next.toEpochMilli();
    return told(records, end).contains(status.name())
        || told(records, end - 1).contains(status.name());
  }

  /**
   * The status of a task by what the topic says up to a time; at-least-once, also those that it has
   * again if the last records are to be taken back.
   */
  private Set<String> told(List<Produced> records, long untilMillis) {
    Set<String> told = new LinkedHashSet<>();
    List<Produced> known =
        records.stream().filter(record -> record.observedAtMillis() <= untilMillis).toList();
    if (known.isEmpty()) {
      return told;
    }
    told.add(known.get(known.size() - 1).status());
    for (int i = known.size() - 1;
        i >= 0 && !exactlyOnce && !isFinal(known.get(i), untilMillis);
        i--) {
      told.add(known.get(i).status());
      if (known.get(i).previous() != null) {
        told.add(known.get(i).previous());
      }
    }
    return told;
  }

  private void complain(Kind kind, String taskId, String text, Produced record) {
    TaskLife life = lives.get(taskId);
    complaints.add(
        new Complaint(
            kind,
            taskId,
            Objects.toString(record, "the task")
                + " "
                + text
                + "; it was "
                + (life == null ? "never there" : life.statuses())
                + ", the topic has "
                + topic.get(taskId)));
  }
}
