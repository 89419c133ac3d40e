package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.Stages;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Handing out all changes of a first observation: each API task takes its slot. What it allocates
 * is told with what the first observation did.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChangesBenchmark {
  /** How many API tasks the listing has. */
  @Param({"1000", "100000", "1000000"})
  public int tasks;

  private byte[] listing;
  private Stages stages;

  /** Makes the listing. */
  @Setup
  public void makeListing() {
    listing = ListingBytes.of(ListingBytes.newestFirst(0, tasks));
  }

  /** The first observation. */
  @Setup(Level.Invocation)
  public void observeFirst() {
    stages = new Stages();
    stages.observe(stages.parse(listing));
  }

  /** One operation is all of them. */
  @Benchmark
  public void handOut(Blackhole out) {
    for (StatusChange change = stages.nextChange(); change != null; change = stages.nextChange()) {
      out.consume(change);
    }
  }
}
