package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Any bytes give either the right entries or one UnreadableBodyException. Every input depends on
 * the seed and its number alone: {@code -Dfuzz.seed=... -Dfuzz.inputs=...} repeat and lengthen a
 * run, {@code -Dfuzz.first=...} starts at a later input.
 */
@Tag("fuzz")
class ListingReaderFuzzTest {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int MOST_MUTATIONS = 3;
  private static final List<Mutation> MUTATIONS = List.of(Mutation.values());
  private static final int WARM_UP = 5_000;
  private static final long MOST_GROWTH = 4 << 20;

  private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
  private final int inputs = Integer.getInteger("fuzz.inputs", 20_000);
  private final int first = Integer.getInteger("fuzz.first", 0);

  // one for all, as in the connector
  private final ListingReader reader = new ListingReader();

  private volatile int current;
  private volatile long currentSince;
  private List<Mutation> mutations = List.of();
  private byte[] bytes = {};
  private int readable;

  @Test
  void readsAnyBytesRightOrNotAtAll() throws Exception {
    Heap.assertSmall();
    System.out.printf("fuzz.seed=%d fuzz.inputs=%d%n", seed, inputs);
    long begin = System.nanoTime();
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread worker = new Thread(() -> complete(end), "fuzz");
    worker.setDaemon(true); // it may hang: that is what is watched for
    currentSince = begin;
    worker.start();
    while (!isDone(end)) {
      assertThat(System.nanoTime() - currentSince)
          .as("ns for input %d of seed %d, at %s", current, seed, List.of(worker.getStackTrace()))
          .isLessThan(LONGEST.toNanos());
    }
    System.out.printf(
        "%d of %d listings readable, %d ms%n",
        readable, inputs, (System.nanoTime() - begin) / 1_000_000);
    // or nothing is tested
    assertThat(readable).isBetween(inputs / 8, inputs - inputs / 8);
  }

  private void complete(CompletableFuture<Void> end) {
    try {
      readAll();
      end.complete(null);
    } catch (Throwable e) {
      end.completeExceptionally(
          new AssertionError(
              "-Dfuzz.seed=%d -Dfuzz.first=%d, %s of %s"
                  .formatted(seed, current, mutations, shown(bytes)),
              e));
    }
  }

  private static boolean isDone(CompletableFuture<Void> end) throws InterruptedException {
    try {
      end.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw (AssertionError) e.getCause();
    }
  }

  private void readAll() throws Exception {
    long before = 0;
    for (int i = first; i < first + inputs; i++) {
      current = i;
      currentSince = System.nanoTime();
      readOne(new Random(seed * 1_000_003 + i));
      if (i == first + WARM_UP) {
        before = Heap.used();
      }
    }
    if (inputs > WARM_UP) {
      assertThat(Heap.used() - before).as("bytes kept").isLessThan(MOST_GROWTH);
    }
  }

  private void readOne(Random random) {
    RandomListing listing = new RandomListing(random);
    bytes = listing.bytes();
    mutations = List.of();
    Reading right = listing.reading();
    assertThat(TreeReading.of(bytes)).as("the other oracle").isEqualTo(right);
    if (random.nextInt(4) > 0) {
      mutate(random);
      right = TreeReading.of(bytes);
    }
    readable += right.equals(Reading.UNREADABLE) ? 0 : 1;
    assertThat(read(new ByteArrayInputStream(bytes), null)).isEqualTo(right);
    assertThat(read(new RaggedInputStream(bytes, random, bytes.length, null), null))
        .as("in pieces")
        .isEqualTo(right);
    IOException trouble = new IOException("the network");
    int end = random.nextInt(bytes.length + 1);
    Reading cut = read(new RaggedInputStream(bytes, random, end, trouble), trouble);
    if (!right.equals(Reading.UNREADABLE)) {
      assertThat(cut).as("cut at %d", end).isNull();
    } else if (cut != null) {
      assertThat(cut).as("cut at %d", end).isEqualTo(Reading.UNREADABLE);
    }
  }

  private void mutate(Random random) {
    mutations = new ArrayList<>();
    int times = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < times; i++) {
      Mutation mutation = MUTATIONS.get(random.nextInt(MUTATIONS.size()));
      mutations.add(mutation);
      bytes = mutation.apply(bytes, random);
    }
  }

  /** What is read; null if this very trouble came out. */
  private Reading read(InputStream in, IOException trouble) {
    try {
      return Reading.of(reader.read(in));
    } catch (UnreadableBodyException e) {
      // short, and without a word of the body
      assertThat(e.getMessage()).hasSizeLessThan(200).matches("[ -~]+").doesNotContain("-1");
      return Reading.UNREADABLE;
    } catch (Throwable e) {
      if (e == trouble) {
        return null;
      }
      throw new AssertionError("not the declared failure", e);
    }
  }

  private static String shown(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    StringBuilder shown = new StringBuilder(bytes.length + " bytes: ");
    for (char c : text.substring(0, Math.min(500, text.length())).toCharArray()) {
      shown.append(c >= ' ' && c < 127 ? String.valueOf(c) : "<%02x>".formatted((int) c));
    }
    return shown.toString();
  }
}
