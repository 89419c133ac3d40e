package io.hyperflux.kafka.connect.tracking;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The last produced status of every API task of one listing, and what a new observation changes.
 *
 * <p>One observation is {@link #begin}, {@link #seen} for each entry in any order, {@link
 * #complete}; then {@link #nextChange} until it is null. A status counts as produced, and a task
 * takes its slot, when {@code nextChange} hands it out: so a change that was never handed out is
 * found again by the next observation after a restart.
 *
 * <p>Invariants: a task has a slot exactly if it has a produced status; a slot holds one task; an
 * observation begins only when all changes of the one before are handed out. An unchanged
 * observation allocates nothing.
 */
public final class StatusTracker {
  /** A task absent from this many successive observations is forgotten, and its slot is free. */
  static final int FORGET_AFTER_OBSERVATIONS = 100;

  private static final int NO_SLOT = -1;

  private final Map<String, TrackedTask> tasks = new HashMap<>();
  private final Slots slots = new Slots();
  private final List<TrackedTask> differing = new ArrayList<>();
  private final Deque<TrackedTask> changed = new ArrayDeque<>();
  private long observation;
  private int seenNow;
  private Instant observedAt = Instant.EPOCH;

  /**
   * Remembers what an earlier run produced. Where two slots hold one task, the greatest {@code
   * observedAt} wins, then the higher slot; the other slot is free.
   *
   * @param slot the slot that the stored source offset belongs to, each at most once
   * @param observedAtMillis when that status was observed, epoch milliseconds
   */
  public void restore(int slot, String taskId, String status, long observedAtMillis) {
    Objects.requireNonNull(status, "status");
    TrackedTask task = tasks.computeIfAbsent(taskId, TrackedTask::new);
    if (task.slot != NO_SLOT) {
      boolean storedWins =
          task.observedAtMillis > observedAtMillis
              || (task.observedAtMillis == observedAtMillis && task.slot > slot);
      if (storedWins) {
        return;
      }
      slots.free(task.slot);
    }
    slots.take(slot);
    task.slot = slot;
    task.status = status;
    task.observedAtMillis = observedAtMillis;
  }

  /** Starts the next observation. */
  public void begin() {
    if (!changed.isEmpty()) {
      throw new IllegalStateException(changed.size() + " changes are not handed out yet");
    }
    observation++;
    seenNow = 0;
    differing.clear();
  }

  /**
   * One entry of the listing.
   *
   * @param taskId a usable task id
   * @param status a usable status, or null: the task is listed, its status can't be told
   */
  public void seen(String taskId, String status) {
    TrackedTask task = tasks.get(taskId);
    if (task == null) {
      if (status == null) {
        return;
      }
      task = new TrackedTask(taskId);
      tasks.put(taskId, task);
    }
    if (task.lastSeen != observation) {
      task.lastSeen = observation;
      task.observed = status;
      task.differs = false;
      seenNow++;
    } else {
      task.observed = StatusPrecedence.winner(task.observed, status);
    }
    if (!task.differs && task.observed != null && !task.observed.equals(task.status)) {
      task.differs = true;
      differing.add(task);
    }
  }

  /**
   * Ends the observation.
   *
   * @param at when the listing was read
   * @return how many changes there are to hand out
   */
  public int complete(Instant at) {
    observedAt = at;
    for (TrackedTask task : differing) {
      // a task listed twice may differ by its first entry and not by the one that counts
      if (!task.observed.equals(task.status)) {
        changed.add(task);
      }
    }
    differing.clear();
    if (seenNow < tasks.size()) {
      forgetLongAbsent();
    }
    return changed.size();
  }

  /** Hands out the next change, which counts as produced from now on; null if there is none. */
  public StatusChange nextChange() {
    TrackedTask task = changed.poll();
    if (task == null) {
      return null;
    }
    if (task.slot == NO_SLOT) {
      task.slot = slots.takeLowest();
    }
    String previousStatus = task.status;
    task.status = task.observed;
    task.observedAtMillis = observedAt.toEpochMilli();
    return new StatusChange(task.slot, task.taskId, task.status, previousStatus, observedAt);
  }

  /** Whether changes of the last observation are still to be handed out. */
  public boolean hasChanges() {
    return !changed.isEmpty();
  }

  /** How many API tasks are remembered. */
  public int size() {
    return tasks.size();
  }

  private void forgetLongAbsent() {
    Iterator<TrackedTask> all = tasks.values().iterator();
    while (all.hasNext()) {
      TrackedTask task = all.next();
      if (observation - task.lastSeen >= FORGET_AFTER_OBSERVATIONS) {
        slots.free(task.slot);
        all.remove();
      }
    }
  }

  private static final class TrackedTask {
    final String taskId;
    String status; // last produced, null before the first
    int slot = NO_SLOT;
    long observedAtMillis;
    long lastSeen; // the observation that listed it last; 0: none in this run
    String observed; // of observation lastSeen
    boolean differs; // is in differing, for observation lastSeen

    TrackedTask(String taskId) {
      this.taskId = taskId;
    }
  }
}
