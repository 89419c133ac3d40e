package io.hyperflux.kafka.connect.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * What is done to the workers, the broker, the connector and the listings of a crash test, one step
 * after the other. Each step ends in a kill; before it comes one of the other disturbances. They
 * come in rounds, in another order each, and each at least once in a round.
 */
final class CrashSteps {
  /** So many steps are a round. */
  static final int ROUND = 8;

  /** In a round at least so many kills hit the leader of the group. */
  static final int LEADER_KILLS = 3;

  private enum Disturbance {
    NONE,
    FREEZE,
    RESTARTS,
    BROKER_BOUNCE,
    LISTINGS_VANISH,
    /** Completed tasks are looked up, or no more. */
    OTHER_CONFIG
  }

  /**
   * A flush that met with a broker's outage ends so much later, and the next one comes after it.
   */
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

  /** What a worker had been asking for when it was frozen may be answered so much later. */
  private static final Duration ON_THE_WAY = Duration.ofMillis(500);

  /** When no task has started for so long, something keeps them from it. */
  private static final Duration HANGING = Duration.ofSeconds(40);

  private static final int RESTARTS = 4;

  private final WorkerGroup group;
  private final WatchedListings listings;
  private final Random random;
  private final Duration settle;
  private final boolean thawsAlone;
  private final Function<Boolean, Map<String, String>> config;
  private final List<Polls.Span> outages = new ArrayList<>();
  private final List<Disturbance> round = new ArrayList<>();
  private boolean looksUpCompleted;
  private int step;
  private int stepOfReturn;
  private int leaderKillsBefore; // before this round

  /**
   * @param settle how long a run of a Connect task must last to be good for anything
   * @param thawsAlone whether nothing is killed until a worker that was frozen has heard from its
   *     group: a group with another dead member answers only after that one's session timeout,
   *     which is longer than the Connect task is quiet
   * @param config of the connector, depending on whether it looks completed tasks up
   */
  CrashSteps(
      WorkerGroup group,
      WatchedListings listings,
      Random random,
      Duration settle,
      boolean thawsAlone,
      Function<Boolean, Map<String, String>> config) {
    this.group = group;
    this.listings = listings;
    this.random = random;
    this.settle = settle;
    this.thawsAlone = thawsAlone;
    this.config = config;
  }

  /** The connector is there, and polls. */
  void begin() {
    Instant start = Instant.now();
    group.connector().configure(config.apply(looksUpCompleted));
    awaitPollsAfter(start);
  }

  /** One disturbance and one kill. */
  void next() throws Exception {
    // half of the runs end before they are settled
    WorkerGroup.sleep(
        random.nextBoolean() ? random.nextInt(1_500) : settle.toMillis() + 500 + upTo(1_500));
    if (step % ROUND == 0) {
      planRound();
    }
    if (step == stepOfReturn) {
      listings.comeBack();
    }
    disturb(round.get(step % ROUND));
    kill();
    step++;
  }

  private void planRound() {
    leaderKillsBefore = group.disturbances().leaderKills();
    round.clear();
    round.addAll(List.of(Disturbance.values()));
    round.remove(Disturbance.OTHER_CONFIG);
    Collections.addAll(round, Disturbance.FREEZE, Disturbance.NONE);
    Collections.shuffle(round, random);
    // so that there is time with either
    round.add(ROUND / 2, Disturbance.OTHER_CONFIG);
  }

  private void disturb(Disturbance disturbance) throws Exception {
    switch (disturbance) {
      case NONE -> {}
      case FREEZE -> freeze();
      case RESTARTS -> restartAgainAndAgain();
      case BROKER_BOUNCE -> bounceBroker();
      case LISTINGS_VANISH -> {
        listings.vanish();
        stepOfReturn = step + 1 + random.nextInt(3);
      }
      case OTHER_CONFIG -> {
        looksUpCompleted = !looksUpCompleted;
        begin();
      }
    }
  }

  private void kill() throws Exception {
    int due = LEADER_KILLS - (group.disturbances().leaderKills() - leaderKillsBefore);
    boolean leadersAreDue = due > 0 && due >= ROUND - step % ROUND;
    boolean hitLeader = random.nextInt(5) < 2 || leadersAreDue;
    group.kill(hitLeader, random.nextInt(2_000));
    awaitPollsAfter(Instant.now());
  }

  /** Until others have taken over, and have produced for a while. */
  private void freeze() throws Exception {
    Instant from = Instant.now();
    group.freeze();
    Instant frozen = Instant.now().plus(ON_THE_WAY);
    outages.add(new Polls.Span(from, frozen));
    awaitPollsAfter(frozen);
    WorkerGroup.sleep(1_000 + upTo(2_000));
    group.thaw(thawsAlone);
  }

  private void restartAgainAndAgain() {
    for (int i = 0; i < RESTARTS; i++) {
      group.connector().restart();
      WorkerGroup.sleep(500 + upTo(1_500));
    }
    awaitPollsAfter(Instant.now());
  }

  private void bounceBroker() {
    Instant from = Instant.now();
    group.bounceBroker();
    awaitPollsAfter(Instant.now());
    group.runner();
    outages.add(new Polls.Span(from, Instant.now().plus(FLUSH_TIMEOUT)));
  }

  private int upTo(int millis) {
    return random.nextInt(millis);
  }

  /** Waits until each listing has been asked for since then. */
  void awaitPollsAfter(Instant instant) {
    Instant reviveFrom = Instant.now().plusSeconds(5);
    Instant[] abortFrom = {Instant.now().plus(HANGING)};
    await()
        .atMost(WorkerGroup.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              if (Instant.now().isAfter(reviveFrom)) {
                group.connector().revive();
              }
              if (Instant.now().isAfter(abortFrom[0])) {
                group.abortHangingTransactions();
                abortFrom[0] = Instant.now().plus(HANGING);
              }
              return listings.arePolledAfter(instant);
            });
  }

  /** When the broker was away, or a worker had just been frozen. */
  List<Polls.Span> outages() {
    return outages;
  }
}
