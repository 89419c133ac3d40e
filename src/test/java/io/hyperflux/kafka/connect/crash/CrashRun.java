package io.hyperflux.kafka.connect.crash;

import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.crash.CrashOracle.Produced;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.ConnectorStatus;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.RecordCollector;
import io.hyperflux.kafka.connect.support.RestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.IsolationLevel;

/**
 * One run of the crash test: a broker, three workers in JVMs of their own, and an API full of
 * restless tasks. Workers are killed and started again; in between the broker and the connector are
 * restarted. What came of it is in the {@link Report}.
 */
final class CrashRun implements AutoCloseable {
  /** What a run does at least. */
  static final int KILLS = 8;

  /** Of them, how many hit the leader of the group. */
  static final int LEADER_KILLS = 3;

  /** And how many the worker that ran the Connect task; one kill may hit both. */
  static final int RUNNER_KILLS = 4;

  /** How many changes the API has seen at least. */
  static final int CHANGES = 2_000;

  /**
   * @param restarts of the connector by REST, in good order
   * @param failures how often the Connect task had failed and was restarted; see {@link #revive}
   */
  record Report(
      int kills,
      int leaderKills,
      int runnerKills,
      int bounces,
      int restarts,
      int failures,
      int changes,
      int records,
      Duration longestOutage,
      CrashOracle.Verdict verdict) {
    @Override
    public String toString() {
      return ("%d kills (%d of the leader, %d of the task's worker), %d broker bounces,"
              + " %d connector restarts, %d failed tasks restarted, %d changes, %d records,"
              + " %d repeats, %d statuses that had to be there, longest outage %.1f s,"
              + " %d complaints")
          .formatted(
              kills,
              leaderKills,
              runnerKills,
              bounces,
              restarts,
              failures,
              changes,
              records,
              verdict.repeats(),
              verdict.seen(),
              longestOutage.toMillis() / 1000.0,
              verdict.complaints().size());
    }
  }

  private static final String NAME = "crash";
  private static final String LISTING = ApiSimulator.LISTING;
  private static final String KEY = "FPSX-crash";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

  /** A flush starts so long after the one before has ended, and on a busy machine takes long. */
  private static final Duration SETTLE = FLUSH_INTERVAL.plusSeconds(2);

  /**
   * A flush that met with a broker's outage ends so much later, and the next one comes after it.
   */
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

  private static final double TASKS_PER_SECOND = 15;
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(12);

  /** A task is shown for 53 s: long enough for its last status to be seen between two crashes. */
  private static final int LIMIT = 800;

  /** How a worker's log tells who leads the group. */
  private static final Pattern LEADER =
      Pattern.compile("Joined group at generation (\\d+) .*leaderUrl='http://([^/']+)/'");

  private final boolean exactlyOnce;
  private final long seed;
  private final Random random;
  private final ExecutorService starter = Executors.newCachedThreadPool();
  private final Map<EmbeddedWorker, CompletableFuture<Void>> starts = new HashMap<>();
  private final List<Polls.Span> brokerOutages = new ArrayList<>();
  private final ApiSimulator api;
  private final EmbeddedEnvironment environment;
  private int kills;
  private int leaderKills;
  private int runnerKills;
  private int restarts;
  private int failures;

  CrashRun(boolean exactlyOnce, long seed) throws IOException {
    this.exactlyOnce = exactlyOnce;
    this.seed = seed;
    this.random = new Random(seed);
    EmbeddedOptions options =
        EmbeddedOptions.defaults()
            .workers(3)
            .worker("session.timeout.ms", "3000")
            .worker("heartbeat.interval.ms", "500")
            .worker("offset.flush.interval.ms", String.valueOf(FLUSH_INTERVAL.toMillis()));
    environment =
        EmbeddedEnvironment.withChildWorker(
            exactlyOnce ? options.worker("exactly.once.source.support", "enabled") : options);
    try {
      api = new ApiSimulator(KEY);
      api.limit(LIMIT);
    } catch (IOException | RuntimeException | Error e) {
      environment.close();
      throw e;
    }
  }

  /**
   * @param atLeast for how long to kill, even if there were kills and changes enough before
   */
  Report run(Duration atLeast) throws Exception {
    environment.rest().createConnector(NAME, config());
    Instant start = Instant.now();
    api.generateRestless(TASKS_PER_SECOND, LONGEST_LIFE, seed);
    awaitPollAfter(start);
    while (!isEnough() || Instant.now().isBefore(start.plus(atLeast))) {
      crash();
    }
    api.stopGenerating();
    settle();
    environment.rest().delete(NAME);
    return report();
  }

  private boolean isEnough() {
    return kills >= KILLS
        && leaderKills >= LEADER_KILLS
        && runnerKills >= RUNNER_KILLS
        && api.journal().size() >= CHANGES;
  }

  /** One kill, and now and then something else before it. */
  private void crash() throws Exception {
    // half of the runs end before they are settled
    TimeUnit.MILLISECONDS.sleep(
        random.nextBoolean() ? random.nextInt(1_500) : 3_500 + random.nextInt(2_000));
    if (kills % KILLS == 3) {
      await().atMost(PATIENCE).until(this::restart);
      restarts++;
      awaitPollAfter(Instant.now());
    } else if (kills % KILLS == 5) {
      bounceBroker();
    }
    boolean leadersAreDue = LEADER_KILLS - leaderKills >= KILLS - kills;
    boolean hitLeader = random.nextInt(5) < 2 || (leadersAreDue && leaderKills < LEADER_KILLS);
    awaitStartsButOne();
    EmbeddedWorker runner = runner();
    EmbeddedWorker leader = leader();
    EmbeddedWorker victim = hitLeader ? leader : runner;
    victim.kill();
    Instant killed = Instant.now();
    kills++;
    leaderKills += victim == leader ? 1 : 0;
    runnerKills += victim == runner ? 1 : 0;
    int delay = random.nextInt(2_000);
    starts.put(
        victim,
        CompletableFuture.runAsync(
            () -> {
              sleep(delay);
              victim.start();
            },
            starter));
    awaitPollAfter(killed);
  }

  private void bounceBroker() {
    Instant from = Instant.now();
    environment.stopBroker();
    environment.startBroker();
    awaitPollAfter(Instant.now());
    runner();
    brokerOutages.add(new Polls.Span(from, Instant.now().plus(FLUSH_TIMEOUT)));
  }

  /** Waits until at most one worker is not up again, so that there is always one left. */
  private void awaitStartsButOne() throws Exception {
    for (CompletableFuture<Void> start : List.copyOf(starts.values())) {
      if (up().size() < 2) {
        start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private List<EmbeddedWorker> up() {
    return environment.workers().stream()
        .filter(worker -> !starts.containsKey(worker) || isDone(starts.get(worker)))
        .toList();
  }

  /** Throws if the worker could not be started. */
  private static boolean isDone(CompletableFuture<Void> start) {
    if (start.isDone()) {
      start.join();
    }
    return start.isDone();
  }

  private ConnectRest rest() {
    return up().get(0).rest();
  }

  /** The worker that runs the Connect task. */
  private EmbeddedWorker runner() {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .until(this::findRunner, worker -> worker != null);
  }

  private EmbeddedWorker findRunner() {
    revive();
    Set<String> running =
        tasks().stream()
            .filter(task -> task.state().equals("RUNNING"))
            .map(ConnectorStatus.Task::workerId)
            .collect(Collectors.toSet());
    return up().stream().filter(worker -> running.contains(worker.id())).findFirst().orElse(null);
  }

  /** The worker that led the group when a worker joined last. */
  private EmbeddedWorker leader() {
    return await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(this::findLeader, worker -> worker != null);
  }

  private EmbeddedWorker findLeader() {
    int last = -1;
    String leader = "";
    for (EmbeddedWorker worker : environment.workers()) {
      Matcher joined = LEADER.matcher(worker.log());
      while (joined.find()) {
        int generation = Integer.parseInt(joined.group(1));
        if (generation > last) {
          last = generation;
          leader = joined.group(2);
        }
      }
    }
    String id = leader;
    return up().stream().filter(worker -> worker.id().equals(id)).findFirst().orElse(null);
  }

  /**
   * A worker that starts a task under exactly-once asks the group's leader to fence off earlier
   * producers. If the leader is just then killed, Connect fails the task, for good: restarting it
   * is the operator's job. A task that failed for a reason of the connector's own ends the test.
   */
  private void revive() {
    for (ConnectorStatus.Task task : tasks()) {
      if (task.state().equals("FAILED")) {
        if (task.trace().contains("io.hyperflux")) {
          throw new AssertionError("The connector has failed: " + task.trace());
        }
        System.out.println("Restarting a failed task: " + task.trace().lines().findFirst());
        if (restart()) {
          failures++;
        }
      }
    }
  }

  /** None while the group is busy. */
  private List<ConnectorStatus.Task> tasks() {
    try {
      return rest().status(NAME).tasks();
    } catch (RestException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** False if the group is busy, or has not noticed yet that its leader is gone. */
  private boolean restart() {
    try {
      rest().restart(NAME);
      return true;
    } catch (RestException | UncheckedIOException e) {
      return false;
    }
  }

  private void awaitPollAfter(Instant instant) {
    Instant reviveFrom = Instant.now().plusSeconds(5);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              if (Instant.now().isAfter(reviveFrom)) {
                revive();
              }
              return lastPoll().isAfter(instant);
            });
  }

  private Instant lastPoll() {
    List<ApiSimulator.Answered> answers = api.answered();
    return answers.isEmpty() ? Instant.MIN : answers.get(answers.size() - 1).at();
  }

  /** Waits until all workers are up again and the last status has been seen by a settled poll. */
  private void settle() throws Exception {
    for (CompletableFuture<Void> start : starts.values()) {
      start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    Instant end = Instant.now();
    awaitPollAfter(end);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              revive();
              return polls().firstSettled(end, Instant.MAX) != null;
            });
  }

  private Polls polls() {
    return Polls.of(api.answered(), LISTING, SETTLE, brokerOutages);
  }

  private Report report() {
    List<Produced> records = new ArrayList<>();
    try (RecordCollector collector =
        new RecordCollector(environment.bootstrapServers(), NAME, IsolationLevel.READ_COMMITTED)) {
      for (CollectedRecord record : collector.readToEnd()) {
        records.add(
            new Produced(
                record.key(),
                record.value().path("previous_status").textValue(),
                record.value().path("status").textValue(),
                record.value().path("observed_at").longValue()));
      }
    }
    List<ApiSimulator.Change> journal = api.journal();
    Polls polls = polls();
    CrashOracle.Verdict verdict = CrashOracle.check(journal, LIMIT, polls, records, exactlyOnce);
    return new Report(
        kills,
        leaderKills,
        runnerKills,
        brokerOutages.size(),
        restarts,
        failures,
        journal.size(),
        records.size(),
        polls.longestOutage(),
        verdict);
  }

  private Map<String, String> config() {
    Map<String, String> config = ConnectorConfig.of(NAME, api.url(), KEY);
    if (exactlyOnce) {
      config.put("exactly.once.support", "required");
    }
    return config;
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Not before the workers that are being started are up: they could not be stopped. */
  @Override
  public void close() {
    starter.shutdown();
    try {
      if (!starter.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        starter.shutdownNow();
      }
    } catch (InterruptedException e) {
      starter.shutdownNow();
      Thread.currentThread().interrupt();
    }
    try (api;
        environment) {
      api.stopGenerating();
    }
  }
}
