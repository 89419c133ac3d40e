package io.hyperflux.kafka.connect.support;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Does something beside a test, each time on a thread of its own. The common pool may have a single
 * thread (on two cores it has, from JDK 25 on), which the JDK's HTTP client needs too: what blocks
 * that one hangs every other test of the JVM.
 */
public final class OwnThread {
  private OwnThread() {}

  /** The result is there when the work ends. */
  public static <T> CompletableFuture<T> supply(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, OwnThread::start);
  }

  /** The same without a result. */
  public static CompletableFuture<Void> run(Runnable work) {
    return CompletableFuture.runAsync(work, OwnThread::start);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "beside-a-test");
    thread.setDaemon(true);
    thread.start();
  }
}
