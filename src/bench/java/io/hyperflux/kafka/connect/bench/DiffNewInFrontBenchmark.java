package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.Stages;
import io.hyperflux.kafka.connect.api.json.ListingEntries;
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

/**
 * Comparing a listing that has 1 % new API tasks in front each time, and has lost as many at its
 * end. Those that left are remembered for 100 comparisons, so up to twice as many are tracked where
 * there is time for so many. What it allocates is told with the making of the listing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DiffNewInFrontBenchmark {
  /** How many API tasks the listing has. */
  @Param({"1000", "100000", "1000000"})
  public int tasks;

  private final Stages stages = new Stages();
  private ListingEntries listing;
  private int first;

  /** The next listing; what the last one brought is handed out. */
  @Setup(Level.Invocation)
  public void nextListing() {
    while (stages.nextChange() != null) {
      // as handed out
    }
    listing = stages.parse(ListingBytes.of(ListingBytes.newestFirst(first, tasks)));
    first += ListingBytes.onePercent(tasks);
  }

  /** The comparison alone. */
  @Benchmark
  public int newInFront() {
    return stages.observe(listing);
  }
}
