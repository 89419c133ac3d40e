package io.hyperflux.kafka.connect.crash;

import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorStatus;
import io.hyperflux.kafka.connect.support.RestException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The connector of a crash test, by the REST interface of a worker that is up. */
final class RestlessConnector {
  /** A task that was restarted needs some time. */
  private static final Duration UNTIL_REVIVED = Duration.ofSeconds(3);

  private static final int NOT_FOUND = 404;

  private final Supplier<ConnectRest> rest;
  private final String name;
  private final Predicate<ConnectorStatus.Task> isGhost;
  private Instant revivedAt = Instant.EPOCH;
  private int restarts;
  private int failures;

  /**
   * @param isGhost whether no worker has a task that is said to be running
   */
  RestlessConnector(
      Supplier<ConnectRest> rest, String name, Predicate<ConnectorStatus.Task> isGhost) {
    this.rest = rest;
    this.name = name;
    this.isGhost = isGhost;
  }

  int restarts() {
    return restarts;
  }

  /** How many failed tasks were restarted. */
  int failures() {
    return failures;
  }

  /** Restarts the connector and its tasks in good order. */
  void restart() {
    await().atMost(WorkerGroup.PATIENCE).pollDelay(Duration.ZERO).until(this::tryRestart);
    restarts++;
  }

  /**
   * False if the group is busy, or has not noticed yet that its leader is gone. Under exactly-once,
   * a leader that was frozen and leads again can't ask for restarts, and may never find out (Kafka
   * 4.3): then the tasks are restarted one by one.
   */
  private boolean tryRestart() {
    if (tried(() -> rest.get().restart(name))) {
      return true;
    }
    List<ConnectorStatus.Task> tasks = tasks();
    return !tasks.isEmpty()
        && tasks.stream().allMatch(task -> tried(() -> rest.get().restartTask(name, task.id())));
  }

  private static boolean tried(Runnable call) {
    try {
      call.run();
      return true;
    } catch (RestException | UncheckedIOException e) {
      return false;
    }
  }

  /** Gives the connector a configuration. */
  void configure(Map<String, String> config) {
    await()
        .atMost(WorkerGroup.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(() -> tried(() -> rest.get().createConnector(name, config)));
  }

  /**
   * Deletes it, so that its records are sent and their offsets flushed. Under exactly-once, a
   * leader that was frozen has to reclaim the topic of configurations: its first write is answered
   * 500.
   */
  void delete() {
    await().atMost(WorkerGroup.PATIENCE).pollDelay(Duration.ZERO).until(this::tryDelete);
  }

  private boolean tryDelete() {
    try {
      rest.get().delete(name);
      return true;
    } catch (RestException e) {
      return e.status() == NOT_FOUND; // an attempt that seemed to fail
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /**
   * A worker that starts a task under exactly-once asks the group's leader to fence off earlier
   * producers. If the leader is just then killed, Connect fails the task, for good: restarting it
   * is the operator's job. A worker that was frozen fails its fenced task, and may say so when the
   * task has long been running elsewhere. If that other worker is killed just then, the group gives
   * the task back to the first one, which does not start what it believes to have: the task is said
   * to be running on the killed one, and runs nowhere (Kafka 4.3). A task that failed for a reason
   * of the connector's own ends the test.
   */
  void revive() {
    if (revivedAt.plus(UNTIL_REVIVED).isAfter(Instant.now())) {
      return;
    }
    for (ConnectorStatus.Task task : tasks()) {
      if (task.state().equals("FAILED")) {
        if (task.trace().contains("io.hyperflux")) {
          throw new AssertionError("The connector has failed: " + task.trace());
        }
        revive(task, task.trace().lines().findFirst().orElse(""));
      } else if (task.state().equals("RUNNING") && isGhost.test(task)) {
        revive(task, "it is nowhere, though said to run on " + task.workerId());
      }
    }
  }

  private void revive(ConnectorStatus.Task task, String reason) {
    boolean restarted = tried(() -> rest.get().restartTask(name, task.id()));
    System.out.printf(
        "Task %d has failed, %s: %.150s%n",
        task.id(), restarted ? "and is restarted" : "but can't be restarted", reason);
    failures += restarted ? 1 : 0;
    revivedAt = Instant.now();
  }

  /** None while the group is busy. */
  List<ConnectorStatus.Task> tasks() {
    try {
      return rest.get().status(name).tasks();
    } catch (RestException | UncheckedIOException e) {
      return List.of();
    }
  }
}
