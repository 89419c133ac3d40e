package io.hyperflux.kafka.connect.support;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Invents tasks that live as the API's do: some are CREATED first, then IN_PROGRESS, and they end
 * COMPLETED or FAILED. Everything is decided from the seed on a time line of its own, so that a
 * slow machine makes the same tasks and statuses in the same order, only later.
 */
final class TaskGenerator implements AutoCloseable {
  /** A task's new status, at a time counted from the start. */
  private record Step(long nanos, String taskId, String status) {}

  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::nanos).thenComparing(Step::taskId));
  private final Thread thread = new Thread(this::run, "api-simulator-tasks");
  private final double nanosBetweenTasks;
  private final double longestLife;
  private final boolean restless;
  private final Random random;
  private final BiConsumer<String, String> sink;
  private long nextBirth;

  TaskGenerator(
      double tasksPerSecond,
      Duration longestLife,
      boolean restless,
      long seed,
      BiConsumer<String, String> sink) {
    this.nanosBetweenTasks = TimeUnit.SECONDS.toNanos(1) / tasksPerSecond;
    this.longestLife = longestLife.toNanos();
    this.restless = restless;
    this.random = new Random(seed);
    this.sink = sink;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long start = System.nanoTime();
    try {
      while (true) {
        while (steps.isEmpty() || nextBirth <= steps.peek().nanos) {
          plan();
        }
        Step step = steps.remove();
        TimeUnit.NANOSECONDS.sleep(start + step.nanos - System.nanoTime());
        sink.accept(step.taskId, step.status);
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  /** Another task, with its whole life. */
  private void plan() {
    String id = uuid();
    if (restless) {
      planRestlessLife(id);
    } else {
      planLife(id);
    }
    nextBirth += (long) (nanosBetweenTasks * random.nextDouble(0.5, 1.5));
  }

  private void planLife(String id) {
    double at = nextBirth;
    if (random.nextInt(4) == 0) {
      add(at, id, "CREATED");
      at += longestLife * random.nextDouble(0.1, 0.3);
    }
    add(at, id, "IN_PROGRESS");
    at += longestLife * random.nextDouble(0.2, 0.7);
    add(at, id, end());
  }

  private void planRestlessLife(String id) {
    double at = nextBirth;
    if (random.nextInt(2) == 0) {
      add(at, id, "CREATED");
      at += hold();
    }
    add(at, id, "IN_PROGRESS");
    for (int turns = random.nextInt(4); turns > 0; turns--) {
      at += hold();
      add(at, id, "UPSCALING");
      at += hold();
      add(at, id, "IN_PROGRESS");
    }
    at += hold();
    add(at, id, end());
    if (random.nextInt(5) == 0) {
      at += hold();
      add(at, id, "IN_PROGRESS");
      at += hold();
      add(at, id, end());
    }
  }

  /** How long a status of a restless task lasts, there are at most eleven of them. */
  private double hold() {
    boolean brief = random.nextInt(3) == 0;
    return longestLife * (brief ? random.nextDouble(0.001, 0.01) : random.nextDouble(0.02, 0.09));
  }

  private String end() {
    return random.nextInt(8) == 0 ? "FAILED" : "COMPLETED";
  }

  private void add(double nanos, String taskId, String status) {
    steps.add(new Step((long) nanos, taskId, status));
  }

  /** A version 4 UUID like the API's, but from the seed. */
  private String uuid() {
    long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** Returns when no further status will come. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
