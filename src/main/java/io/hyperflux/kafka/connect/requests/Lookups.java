package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.LookupConsequence;
import io.hyperflux.kafka.connect.api.Outcome;
import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import io.hyperflux.kafka.connect.api.json.LookupReader;
import io.hyperflux.kafka.connect.config.LookupPaths;
import io.hyperflux.kafka.connect.pacing.ActiveTime;
import io.hyperflux.kafka.connect.pacing.RequestBudget;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up single API tasks, a few at a time, and only when that makes no poll late. It never
 * waits. Look-ups that a record waits for come first. Otherwise they take turns: one that failed
 * goes to the end of the queue, so that it does not block the others.
 */
public final class Lookups {
  private static final int MOST_AT_ONCE = 4;
  static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
  private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);

  private final ApiClient api;
  private final TaskClock clock;
  private final ActiveTime atWork;
  private final RequestBudget budget;
  private final LookupPaths paths;
  private final LookupFailures failures;
  private final LookupQueue queue = new LookupQueue();
  private final List<PendingLookup> underWay = new ArrayList<>();

  /**
   * None is open yet.
   *
   * @param budget what all requests of a Connect task share
   */
  public Lookups(
      ApiClient api,
      TaskClock clock,
      ActiveTime atWork,
      RequestBudget budget,
      LookupPaths paths,
      LookupFailures failures) {
    this.api = api;
    this.clock = clock;
    this.atWork = atWork;
    this.budget = budget;
    this.paths = paths;
    this.failures = failures;
  }

  /** Looks a task up as soon as possible, unless the same look-up is open already. */
  public void add(LookupRequest request) {
    queue.add(new PendingLookup(request, atWork.total(), clock.nanoTime()));
  }

  /** How many are not settled yet. */
  public int size() {
    return queue.size();
  }

  /** How many of them ask about missing tasks. */
  int missing() {
    return queue.missing();
  }

  /** Whether an answer may come. */
  public boolean isAnyUnderWay() {
    return !underWay.isEmpty();
  }

  /** How long until a look-up may be sent; null if there is none, or polls leave no room for it. */
  public @Nullable Duration untilDue(long now, PollTurns polls) {
    Long due = underWay.size() == MOST_AT_ONCE ? null : queue.due(now);
    if (due == null) {
      return null;
    }
    Duration wait = Duration.ofNanos(Math.max(0, due - now));
    Duration budgeted = budget.untilLookup(now);
    wait = wait.compareTo(budgeted) > 0 ? wait : budgeted;
    boolean hasRoom = budget.allowsLookup(now + wait.toNanos(), polls.untilDue(now).minus(wait));
    return hasRoom ? wait : null;
  }

  /** Sends what may be sent now. */
  public void start(Duration untilNextPoll) {
    long now = clock.nanoTime();
    while (underWay.size() < MOST_AT_ONCE && budget.allowsLookup(now, untilNextPoll)) {
      PendingLookup next = queue.next(now);
      if (next == null) {
        return;
      }
      budget.spent(now);
      String path = LookupReader.path(paths.of(next.listing().path()), next.taskId());
      next.sent(api.get(path, new LookupReader(next.taskId())));
      underWay.add(next);
    }
  }

  /**
   * Takes the answers that have come.
   *
   * @throws PermanentFailureException if the API refuses the key for good
   */
  public void takeAnswers() throws InterruptedException {
    for (Iterator<PendingLookup> all = underWay.iterator(); all.hasNext(); ) {
      PendingLookup lookup = all.next();
      if (!lookup.request().isWanted()) {
        all.remove();
        queue.close(lookup);
        lookup.exchange().abandon();
        continue;
      }
      Outcome<LookupAnswer> outcome = lookup.exchange().await(Duration.ZERO);
      if (outcome != null) {
        all.remove();
        lookup.listing().heard(outcome.rateLimit(), clock.nanoTime());
        ended(lookup, outcome);
      }
    }
    giveUpOldest();
    if (underWay.isEmpty() && queue.size() > 0) {
      failures.remind();
    }
  }

  /** Aborts all requests under way; these look-ups are sent again, before the others. */
  public void abandon() {
    for (PendingLookup lookup : underWay) {
      lookup.exchange().abandon();
      queue.again(lookup);
    }
    underWay.clear();
  }

  /**
   * Gives up look-ups that are too old or not needed any more. The budget may leave no room for
   * look-ups at all, and they must not pile up.
   */
  private void giveUpOldest() {
    queue
        .takeFirst(lookup -> isTooOld(lookup) || !lookup.request().isWanted())
        .forEach(this::giveUp);
  }

  private void ended(PendingLookup lookup, Outcome<LookupAnswer> outcome) {
    if (outcome instanceof Outcome.Success<LookupAnswer> success) {
      failures.answered();
      lookup.listing().counters().lookups().lookedUp();
      LookupAnswer answer = success.value();
      LOG.debug("{}: {}", lookup.listing().path(), answer);
      if (lookup.request().answered(answer, success.receivedAt(), lookup.sentAfter())) {
        queue.close(lookup);
      } else {
        askAgain(lookup, failures.unsettled(lookup));
      }
    } else if (outcome instanceof Outcome.Failed<LookupAnswer> failed) {
      failed(lookup, failed.failure());
    }
  }

  private void failed(PendingLookup lookup, Failure failure) {
    lookup.listing().counters().lookups().failed(failure.kind());
    if (failure.kind().ofLookup() == LookupConsequence.NO_SUCH_TASK) {
      failures.isNoTask(lookup, failure);
      queue.close(lookup);
      lookup.request().unanswered();
      return;
    }
    Duration delay = failures.failed(lookup, failure);
    if (failure.isThrottling()) {
      budget.holdLookups(delay, clock.nanoTime());
    }
    if (lookup.failedButGoesOn()) {
      askAgain(lookup, delay);
    } else {
      queue.close(lookup);
      lookup.request().unanswered();
    }
  }

  private void askAgain(PendingLookup lookup, Duration delay) {
    if (isTooOld(lookup)) {
      giveUp(lookup);
      return;
    }
    queue.later(lookup, clock.nanoTime() + delay.toNanos());
  }

  private boolean isTooOld(PendingLookup lookup) {
    return atWork.total().minus(lookup.since()).compareTo(GIVE_UP_AFTER) >= 0;
  }

  private void giveUp(PendingLookup lookup) {
    queue.close(lookup);
    if (lookup.request().isWanted()) {
      LOG.warn(
          "{} of {} was to be looked up for {} hours without an end: given up",
          lookup.taskId(),
          lookup.listing().path(),
          GIVE_UP_AFTER.toHours());
      lookup.request().unanswered();
    }
  }
}
