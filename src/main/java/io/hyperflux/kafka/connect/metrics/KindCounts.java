package io.hyperflux.kafka.connect.metrics;

import io.hyperflux.kafka.connect.api.FailureKind;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A count for each kind of failure. Any thread may read it while one writes. */
final class KindCounts {
  private final ConcurrentMap<FailureKind, LongAdder> counts = new ConcurrentHashMap<>();

  void add(FailureKind kind) {
    counts.computeIfAbsent(kind, first -> new LongAdder()).increment();
  }

  long of(FailureKind kind) {
    @Nullable LongAdder count = counts.get(kind);
    return count == null ? 0 : count.sum();
  }
}
