package io.hyperflux.kafka.connect.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Aborts exchanges that take longer than the request timeout. That is the same for all, so there is
 * one timer, for the oldest exchange, and exchanges that end in time wake no thread. Thread-safe.
 */
final class Deadlines {
  private final Duration allowed;
  private final ScheduledThreadPoolExecutor alarms;
  // with the time when each began, in that order
  private final Map<Exchange<?>, Long> underWay = new LinkedHashMap<>();
  private boolean alarmIsSet;

  /**
   * Starts no thread yet.
   *
   * @param allowed how long an exchange may take
   * @param threads makes the one that cuts exchanges off
   */
  Deadlines(Duration allowed, ThreadFactory threads) {
    this.allowed = allowed;
    this.alarms = new ScheduledThreadPoolExecutor(1, threads);
  }

  /** An exchange begins. */
  synchronized void add(Exchange<?> exchange) {
    underWay.put(exchange, System.nanoTime());
    if (!alarmIsSet) {
      setAlarm(allowed.toNanos());
    }
  }

  /** No thread works on an exchange any more. */
  synchronized void remove(Exchange<?> exchange) {
    underWay.remove(exchange);
  }

  /** Aborts all exchanges, and ends the thread. */
  void close(Failure why) {
    alarms.shutdownNow();
    for (Exchange<?> exchange : oldestFirst()) {
      exchange.cut(why);
    }
  }

  /** Waits for the thread's end. */
  void awaitEnd(long nanos) throws InterruptedException {
    alarms.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }

  private synchronized List<Exchange<?>> oldestFirst() {
    return new ArrayList<>(underWay.keySet());
  }

  private void setAlarm(long nanos) {
    alarmIsSet = true;
    var unused = alarms.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
  }

  private void ring() {
    // not within the lock: it closes connections
    for (Exchange<?> exchange : late()) {
      exchange.tookLongerThan(allowed);
    }
  }

  /** The exchanges whose time is up; sets the timer for the oldest of the others. */
  private synchronized List<Exchange<?>> late() {
    alarmIsSet = false;
    long now = System.nanoTime();
    List<Exchange<?>> late = new ArrayList<>();
    for (Map.Entry<Exchange<?>, Long> exchange : underWay.entrySet()) {
      long left = exchange.getValue() + allowed.toNanos() - now;
      if (left > 0) {
        setAlarm(left);
        break;
      }
      late.add(exchange.getKey());
    }
    return late;
  }
}
