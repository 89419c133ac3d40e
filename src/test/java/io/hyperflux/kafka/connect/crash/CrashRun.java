package io.hyperflux.kafka.connect.crash;

import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One run of the crash test: a broker, three workers in JVMs of their own, a connector with three
 * listings on two Connect tasks, and an API full of restless tasks. Workers are killed and started
 * again; in between they freeze, the broker and the connector are restarted, completed tasks are
 * looked up or not, and listings vanish for a while. A transformation drops some records all the
 * time. What came of it is in the {@link CrashReport}.
 */
final class CrashRun implements AutoCloseable {
  /** How many kills there are at least: a round. */
  static final int KILLS = CrashSteps.ROUND;

  /** And how many of them hit a worker that ran a Connect task. */
  static final int RUNNER_KILLS = 4;

  /** How many changes the API has seen at least. */
  static final int CHANGES = 2_000;

  private static final String NAME = "crash";
  private static final String KEY = "FPSX-crash";
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(1);

  /**
   * A record may wait for its look-up; a flush starts so long after the one before has ended, and
   * on a busy machine takes long.
   */
  private static final Duration SETTLE = FLUSH_INTERVAL.plusSeconds(2).plus(LOOKUP_TIMEOUT);

  private static final double TASKS_PER_SECOND = 15;
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(12);

  /**
   * A task is shown for 160 s: long enough for its last status to be seen between two crashes, even
   * if its listing vanishes for a while.
   */
  private static final int LIMIT = 800;

  private final boolean exactlyOnce;
  private final long seed;
  private final ApiSimulator api;
  private final WatchedListings listings;
  private final EmbeddedEnvironment environment;
  private final WorkerGroup group;
  private final CrashSteps steps;

  CrashRun(boolean exactlyOnce, long seed) throws IOException {
    this.exactlyOnce = exactlyOnce;
    this.seed = seed;
    EmbeddedOptions options =
        EmbeddedOptions.defaults()
            .workers(3)
            .worker("session.timeout.ms", "3000")
            .worker("heartbeat.interval.ms", "500")
            .worker("offset.flush.interval.ms", String.valueOf(FLUSH_INTERVAL.toMillis()));
    environment =
        EmbeddedEnvironment.withChildWorker(
            exactlyOnce ? options.worker("exactly.once.source.support", "enabled") : options);
    group = new WorkerGroup(environment, NAME);
    try {
      api = new ApiSimulator(KEY);
      api.limit(LIMIT);
      Random random = new Random(seed);
      listings = new WatchedListings(api, random);
      steps = new CrashSteps(group, listings, random, SETTLE, !exactlyOnce, this::config);
    } catch (IOException | RuntimeException | Error e) {
      group.close();
      throw e;
    }
  }

  /**
   * @param atLeast for how long to kill, even if there were kills and changes enough before
   */
  CrashReport run(Duration atLeast) throws Exception {
    Instant start = Instant.now();
    api.generateRestless(TASKS_PER_SECOND, LONGEST_LIFE, seed, WatchedListings::of);
    steps.begin();
    while (!isEnough() || Instant.now().isBefore(start.plus(atLeast))) {
      steps.next();
    }
    api.stopGenerating();
    settle();
    group.connector().delete();
    return report();
  }

  private boolean isEnough() {
    CrashReport.Disturbances done = group.disturbances();
    return done.kills() >= KILLS
        && done.leaderKills() >= CrashSteps.LEADER_KILLS
        && done.runnerKills() >= RUNNER_KILLS
        && api.journal().size() >= CHANGES;
  }

  /** Waits until all workers are up again and the last status has been seen by settled polls. */
  private void settle() throws Exception {
    listings.comeBack();
    group.awaitStarts();
    Instant end = Instant.now();
    steps.awaitPollsAfter(end);
    await()
        .atMost(WorkerGroup.PATIENCE)
        .until(
            () -> {
              group.connector().revive();
              return WatchedListings.PATHS.stream()
                  .allMatch(listing -> polls(listing).firstSettled(end, Instant.MAX) != null);
            });
  }

  private Polls polls(String listing) {
    return listings.polls(listing, SETTLE, steps.outages());
  }

  private CrashReport report() {
    TopicCheck topic = new TopicCheck(environment.bootstrapServers(), NAME);
    List<ApiSimulator.Change> journal = api.journal();
    return new CrashReport(
        group.disturbances(),
        listings.timesVanished(),
        journal.size(),
        topic.records(),
        topic.withImages(),
        topic.overwritten(),
        WatchedListings.PATHS.stream()
            .map(listing -> polls(listing).longestOutage())
            .max(Comparator.naturalOrder())
            .orElseThrow(),
        topic.verdicts(journal, LIMIT, this::polls, exactlyOnce));
  }

  private Map<String, String> config(boolean looksUpCompleted) {
    Map<String, String> config = ConnectorConfig.of(NAME, api.url(), KEY);
    config.put("tasks.max", "2");
    config.put("hyperflux.listings", String.join(",", WatchedListings.PATHS));
    config.put("lookup.completed", String.valueOf(looksUpCompleted));
    config.put("lookup.timeout.ms", String.valueOf(LOOKUP_TIMEOUT.toMillis()));
    config.put("transforms", "drop");
    config.put("transforms.drop.type", DroppedChanges.class.getName());
    if (exactlyOnce) {
      config.put("exactly.once.support", "required");
    }
    return config;
  }

  @Override
  public void close() {
    try (api;
        group) {
      api.stopGenerating();
    }
  }
}
