package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.WatchedListing;
import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.Failure;
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
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks single API tasks up, a few at a time, and only when that makes no poll late. It never
 * waits. First come those that a record waits for. Among equals they take turns: what has failed
 * goes to the end of the queue, so that it holds up nothing.
 */
public final class Lookups {
  private static final int MOST_AT_ONCE = 4;
  static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
  private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);

  private final ApiClient api;
  private final Doorbell bell;
  private final TaskClock clock;
  private final ActiveTime atWork;
  private final LookupPaths paths;
  private final LookupFailures failures;
  private final LookupQueue queue = new LookupQueue();
  private final List<Lookup> underWay = new ArrayList<>();
  private long quietUntil;

  public Lookups(
      ApiClient api,
      Doorbell bell,
      TaskClock clock,
      ActiveTime atWork,
      LookupPaths paths,
      LookupFailures failures) {
    this.api = api;
    this.bell = bell;
    this.clock = clock;
    this.atWork = atWork;
    this.paths = paths;
    this.failures = failures;
    this.quietUntil = clock.nanoTime();
  }

  /**
   * Asks about a task as soon as may be, unless that has been asked and is open still.
   *
   * @param purpose equal to another one if it asks the same
   * @param urgent whether a record waits for it
   */
  public void add(WatchedListing listing, String taskId, Lookup.Purpose purpose, boolean urgent) {
    queue.add(new Lookup(listing, taskId, purpose, urgent, atWork.total(), clock.nanoTime()));
  }

  /** How many are not settled yet. */
  public int size() {
    return queue.size();
  }

  /** How many of them ask about missing tasks. */
  int missing() {
    return queue.missing();
  }

  public boolean isAnyUnderWay() {
    return !underWay.isEmpty();
  }

  /** How long until a look-up may be sent, should polls leave room for it; null without any. */
  public Duration untilDue(RequestBudget budget, long now) {
    Long due = underWay.size() == MOST_AT_ONCE ? null : queue.due(now);
    if (due == null) {
      return null;
    }
    Duration wait = Duration.ofNanos(Math.max(0, Math.max(due - now, quietUntil - now)));
    Duration budgeted = budget.untilFree(now);
    return wait.compareTo(budgeted) > 0 ? wait : budgeted;
  }

  /** Sends what may be sent now. */
  public void start(RequestBudget budget, Duration untilNextPoll) {
    long now = clock.nanoTime();
    while (underWay.size() < MOST_AT_ONCE
        && quietUntil - now <= 0
        && budget.allowsLookup(now, untilNextPoll)) {
      Lookup next = queue.next(now);
      if (next == null) {
        return;
      }
      budget.spent(now);
      String path = LookupReader.path(paths.of(next.listing().path()), next.taskId());
      next.sent(api.get(path, new LookupReader(next.taskId()), bell::ring));
      underWay.add(next);
    }
  }

  /**
   * Takes the answers that have come.
   *
   * @throws ConnectException if the API refuses the key for good
   */
  public void collect() throws InterruptedException {
    for (Iterator<Lookup> all = underWay.iterator(); all.hasNext(); ) {
      Lookup lookup = all.next();
      if (!lookup.purpose().isWanted()) {
        all.remove();
        queue.close(lookup);
        lookup.exchange().abandon();
        continue;
      }
      Outcome<LookupAnswer> outcome = lookup.exchange().await(Duration.ZERO);
      if (outcome != null) {
        all.remove();
        lookup.listing().poller().heard(outcome.rateLimit());
        ended(lookup, outcome);
      }
    }
    giveUpOldest();
  }

  /** No answer to what was sent before is used: these are asked again, before the others. */
  public void abandon() {
    for (Lookup lookup : underWay) {
      lookup.exchange().abandon();
      queue.again(lookup);
    }
    underWay.clear();
  }

  /**
   * The budget may leave no room for look-ups at all: they must not pile up, neither those that are
   * asked for in vain nor those that nobody wants any more.
   */
  private void giveUpOldest() {
    queue
        .takeFirst(lookup -> isTooOld(lookup) || !lookup.purpose().isWanted())
        .forEach(this::giveUp);
  }

  private void ended(Lookup lookup, Outcome<LookupAnswer> outcome) {
    if (outcome instanceof Outcome.Success<LookupAnswer> success) {
      failures.answered();
      lookup.listing().counters().lookedUp();
      LookupAnswer answer = success.value();
      LOG.debug("{}: {}", lookup.listing().path(), answer);
      if (lookup.purpose().answered(answer, success.receivedAt(), lookup.sentAfter())) {
        queue.close(lookup);
      } else {
        askAgain(lookup, failures.unsettled(lookup));
      }
    } else if (outcome instanceof Outcome.Failed<LookupAnswer> failed) {
      failed(lookup, failed.failure());
    }
  }

  private void failed(Lookup lookup, Failure failure) {
    lookup.listing().counters().lookupFailed(failure.kind());
    switch (failure.kind()) {
      case BAD_REQUEST, NOT_FOUND, GONE, CLIENT_ERROR -> {
        failures.isNoTask(lookup, failure);
        queue.close(lookup);
        lookup.purpose().unanswered();
      }
      default -> {
        Duration delay = failures.failed(lookup, failure);
        if (failure.asksForQuiet()) {
          beQuiet(delay);
        }
        if (lookup.failedButGoesOn()) {
          askAgain(lookup, delay);
        } else {
          queue.close(lookup);
          lookup.purpose().unanswered();
        }
      }
    }
  }

  /** Sends nothing for so long: the key is throttled, whatever it was that was asked for. */
  public void beQuiet(Duration time) {
    long until = clock.nanoTime() + time.toNanos();
    quietUntil = until - quietUntil > 0 ? until : quietUntil;
  }

  private void askAgain(Lookup lookup, Duration delay) {
    if (isTooOld(lookup)) {
      giveUp(lookup);
      return;
    }
    queue.later(lookup, clock.nanoTime() + delay.toNanos());
  }

  private boolean isTooOld(Lookup lookup) {
    return atWork.total().minus(lookup.since()).compareTo(GIVE_UP_AFTER) >= 0;
  }

  private void giveUp(Lookup lookup) {
    queue.close(lookup);
    if (lookup.purpose().isWanted()) {
      LOG.warn(
          "{} of {} was to be looked up for {} hours without an end: given up",
          lookup.taskId(),
          lookup.listing().path(),
          GIVE_UP_AFTER.toHours());
      lookup.purpose().unanswered();
    }
  }
}
