package io.hyperflux.kafka.connect.crash;

import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorStatus;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The workers and the broker of a crash test, and what is done to them. */
final class WorkerGroup implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What a worker logs first of all. */
  private static final String JOINED = "Joined group at generation";

  private static final String INITIALIZING = "Kafka Connect worker initializing";

  private final EmbeddedEnvironment environment;
  private final String name;
  private final RestlessConnector connector;
  private final ExecutorService starter = Executors.newCachedThreadPool();
  private final Map<EmbeddedWorker, CompletableFuture<Void>> starts = new HashMap<>();
  private EmbeddedWorker frozen;
  private int kills;
  private int leaderKills;
  private int runnerKills;
  private int freezes;
  private int bounces;

  /**
   * @param name of the connector
   */
  WorkerGroup(EmbeddedEnvironment environment, String name) {
    this.environment = environment;
    this.name = name;
    this.connector = new RestlessConnector(this::rest, name, this::isGhost);
  }

  CrashReport.Disturbances disturbances() {
    return new CrashReport.Disturbances(
        kills,
        leaderKills,
        runnerKills,
        freezes,
        bounces,
        connector.restarts(),
        connector.failures());
  }

  RestlessConnector connector() {
    return connector;
  }

  /** Kills the leader or a worker that runs a Connect task, and starts it again after a while. */
  void kill(boolean hitLeader, int millisUntilStart) throws Exception {
    awaitStartsButOne();
    EmbeddedWorker runner = runner();
    EmbeddedWorker leader = leader();
    EmbeddedWorker victim = hitLeader ? leader : runner;
    victim.kill();
    kills++;
    leaderKills += victim == leader ? 1 : 0;
    runnerKills += victim == runner ? 1 : 0;
    starts.put(
        victim,
        CompletableFuture.runAsync(
            () -> {
              sleep(millisUntilStart);
              victim.start();
            },
            starter));
  }

  /** Freezes a worker that runs a Connect task. */
  void freeze() throws Exception {
    awaitStarts();
    frozen = runner();
    frozen.freeze();
    freezes++;
  }

  /**
   * Lets it go on.
   *
   * @param waits whether to wait until it hears from the group, and stops what others run by now
   */
  void thaw(boolean waits) {
    EmbeddedWorker thawed = frozen;
    int told = thawed.log().length();
    thawed.thaw();
    frozen = null;
    if (waits) {
      await().atMost(PATIENCE).until(() -> thawed.log().indexOf(JOINED, told) >= 0);
    }
  }

  void bounceBroker() {
    environment.stopBroker();
    environment.startBroker();
    bounces++;
  }

  /** See {@link HangingTransactions}. */
  void abortHangingTransactions() {
    System.out.println(
        "Hanging transactions, aborted: "
            + HangingTransactions.abort(environment.bootstrapServers(), name, TopicCheck.OFFSETS));
  }

  /** Waits until all workers are up again. */
  void awaitStarts() throws Exception {
    for (CompletableFuture<Void> start : starts.values()) {
      start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
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
        .filter(worker -> worker != frozen)
        .filter(worker -> !starts.containsKey(worker) || isDone(starts.get(worker)))
        .toList();
  }

  /** Whether the worker that is said to run a task has not started it since its own last start. */
  private boolean isGhost(ConnectorStatus.Task task) {
    return up().stream()
        .filter(worker -> worker.id().equals(task.workerId()))
        .map(EmbeddedWorker::log)
        .map(log -> log.substring(log.lastIndexOf(INITIALIZING) + 1))
        .anyMatch(log -> !log.contains("|task-" + task.id() + "] Watching "));
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

  /** A worker that runs a Connect task. */
  EmbeddedWorker runner() {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .until(this::findRunner, worker -> worker != null);
  }

  private EmbeddedWorker findRunner() {
    connector.revive();
    Set<String> running =
        connector.tasks().stream()
            .filter(task -> task.state().equals("RUNNING"))
            .map(ConnectorStatus.Task::workerId)
            .collect(Collectors.toSet());
    return up().stream().filter(worker -> running.contains(worker.id())).findFirst().orElse(null);
  }

  private EmbeddedWorker leader() {
    return await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(this::findLeader, worker -> worker != null);
  }

  private EmbeddedWorker findLeader() {
    String id = GroupLeader.idAmong(environment.workers());
    return up().stream().filter(worker -> worker.id().equals(id)).findFirst().orElse(null);
  }

  static void sleep(long millis) {
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
    environment.close();
  }
}
