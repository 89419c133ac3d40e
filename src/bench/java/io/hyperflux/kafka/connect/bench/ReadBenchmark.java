package io.hyperflux.kafka.connect.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.hyperflux.kafka.connect.Stages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
 * Reading a listing: the connector's reader, and beside it the floor, a bare scan of the tokens.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadBenchmark {
  private static final JsonFactory JSON = new JsonFactory();

  /** How many API tasks the listing has. */
  @Param({"1000", "100000", "1000000"})
  public int tasks;

  private final Stages stages = new Stages();
  private byte[] listing;

  /** Makes the listing. */
  @Setup
  public void makeListing() {
    listing = ListingBytes.of(ListingBytes.newestFirst(0, tasks));
  }

  /** The floor. */
  @Benchmark
  public int scan() throws IOException {
    int tokens = 0;
    try (JsonParser json = JSON.createParser(new ByteArrayInputStream(listing))) {
      while (json.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** The connector's. */
  @Benchmark
  public Object parse() {
    return stages.parse(listing);
  }
}
