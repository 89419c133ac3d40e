package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.Stages;
import io.hyperflux.kafka.connect.api.json.ListingEntries;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Comparing an unchanged listing with what is remembered, when it comes in one order or another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DiffBenchmark {
  /** How many API tasks the listing has. */
  @Param({"1000", "100000", "1000000"})
  public int tasks;

  private final Stages stages = new Stages();
  private final Stages others = new Stages();
  private ListingEntries listing;
  private ListingEntries shuffled;
  private boolean isShuffled;

  /** The first observation, handed out. */
  @Setup
  public void observeFirst() {
    listing = stages.parse(ListingBytes.of(ListingBytes.newestFirst(0, tasks)));
    shuffled = others.parse(ListingBytes.of(ListingBytes.shuffled(tasks, 1)));
    if (stages.observe(listing) != tasks) {
      throw new IllegalStateException("not every task is new");
    }
    while (stages.nextChange() != null) {
      // as handed out
    }
  }

  /** As last time. */
  @Benchmark
  public int sameOrder() {
    return stages.observe(listing);
  }

  /** In an order that has nothing to do with the last one. */
  @Benchmark
  public int shuffled() {
    isShuffled = !isShuffled;
    return stages.observe(isShuffled ? shuffled : listing);
  }
}
