package io.hyperflux.kafka.connect.metrics;

import io.hyperflux.kafka.connect.api.FailureKind;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counters of the look-ups of single API tasks of one listing. Written by the Connect task's
 * thread, read by any.
 */
public final class LookupCounters {
  private final AtomicLong lookups = new AtomicLong();
  private final KindCounts failures = new KindCounts();
  private final AtomicLong withoutImages = new AtomicLong();
  private final AtomicLong imagesLeftOut = new AtomicLong();

  LookupCounters() {}

  /** A single API task was looked up. */
  public void lookedUp() {
    lookups.incrementAndGet();
  }

  /** A look-up failed. */
  public void failed(FailureKind kind) {
    failures.add(kind);
  }

  /** A completed API task's record went out without its images. */
  public void wentWithoutImages() {
    withoutImages.incrementAndGet();
  }

  /** So many image URLs or flags of a look-up could not be used. */
  public void imagesLeftOut(int count) {
    imagesLeftOut.addAndGet(count);
  }

  long lookups() {
    return lookups.get();
  }

  long failures(FailureKind kind) {
    return failures.of(kind);
  }

  long withoutImages() {
    return withoutImages.get();
  }

  long imagesLeftOut() {
    return imagesLeftOut.get();
  }
}
