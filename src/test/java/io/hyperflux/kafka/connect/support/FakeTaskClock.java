package io.hyperflux.kafka.connect.support;

import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that passes only when someone sleeps, and then at once. */
public final class FakeTaskClock implements TaskClock {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong oversleep = new AtomicLong();

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public void sleep(Duration duration) {
    nanos.addAndGet(duration.toNanos() + oversleep.getAndSet(0));
  }

  /** The next sleep takes so much longer: the machine, or its JVM, is stopped meanwhile. */
  public void oversleepOnce(Duration duration) {
    oversleep.set(duration.toNanos());
  }

  /** How much time has passed since the start. */
  public Duration passed() {
    return Duration.ofNanos(nanos.get());
  }
}
