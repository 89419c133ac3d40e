package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.Stages;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Building the records of all changes of a first observation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordsBenchmark {
  /** How many API tasks the listing has. */
  @Param({"1000", "100000", "1000000"})
  public int tasks;

  private final Stages stages = new Stages();
  private final List<StatusChange> changes = new ArrayList<>();

  /** Hands out the changes. */
  @Setup
  public void handOut() {
    stages.observe(stages.parse(ListingBytes.of(ListingBytes.newestFirst(0, tasks))));
    for (StatusChange change = stages.nextChange(); change != null; change = stages.nextChange()) {
      changes.add(change);
    }
  }

  /** One operation is all of them. */
  @Benchmark
  public void build(Blackhole out) {
    for (StatusChange change : changes) {
      out.consume(stages.record(change));
    }
  }
}
