package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.ApiSettings;
import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.api.FloodServer;
import io.hyperflux.kafka.connect.api.Outcome;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However large a body is, it is read or refused within 64 MB of heap. */
@Tag("fuzz")
class SmallHeapFuzzTest {
  private static final long MOST_BYTES = 128L << 20;
  private static final int MB = 1 << 20;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  @BeforeEach
  void isSmall() {
    Heap.assertSmall();
  }

  @Test
  void stopsAGzipBomb() throws Exception {
    byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    byte[] block = deflatedBlanks(4 * MB);
    assertThat(1024L * block.length).as("4 GiB of blanks").isLessThan(8 * MB);
    // without the trailer: who gets there has read far too much
    try (FloodServer server =
        new FloodServer(
            "Content-Encoding: gzip\r\nContent-Length: %d\r\n"
                .formatted(header.length + 1024 * block.length),
            header,
            block,
            1024)) {
      refusesTheFloodOf(server);
    }
  }

  @Test
  void stopsAnEndlessBody() throws Exception {
    byte[] blanks = new byte[MB];
    Arrays.fill(blanks, (byte) ' ');
    try (FloodServer server = new FloodServer("", new byte[0], blanks, Long.MAX_VALUE)) {
      refusesTheFloodOf(server);
    }
  }

  @Test
  void stopsAnEndlessChunkedString() throws Exception {
    byte[] head = "7\r\n{\"a\": \"\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (FloodServer server =
        new FloodServer("Transfer-Encoding: chunked\r\n", head, chunk, Long.MAX_VALUE)) {
      refusesTheFloodOf(server);
    }
  }

  @Test
  void reads300000Entries() throws IOException {
    InputStream listing =
        listing(
            300_000,
            i ->
                "%s{\"task_id\":\"046b6c7f-0b8a-43b9-b35d-%012d\",\"status\":\"COMPLETED\"}"
                    .formatted(i == 0 ? "" : ",", i));

    ListingEntries entries = new ListingReader().read(listing);

    assertThat(entries.size()).isEqualTo(300_000);
    assertThat(entries.unusable()).isZero();
    assertThat(entries.taskId(299_999)).isEqualTo("046b6c7f-0b8a-43b9-b35d-000000299999");
    assertThat(entries.status(299_999)).isEqualTo("COMPLETED");
  }

  @Test
  void keepsFewFieldNames() {
    InputStream listing =
        listing(
            500_000,
            i -> "%s{\"046b6c7f-0b8a-43b9-b35d-%012d\":0}".formatted(i == 0 ? "" : ",", i));

    assertThatThrownBy(() -> new ListingReader().read(listing))
        .isInstanceOf(UnreadableBodyException.class)
        .hasMessageContaining("not one of its 500000 entries");
  }

  @Test
  void skipsATenMegabyteString() throws IOException {
    Stream<byte[]> note = Stream.concat(Stream.of(text("{\"note\":\"")), large(10));
    Stream<byte[]> taskId =
        Stream.concat(Stream.of(text("\",\"data\":[{\"status\":\"A\",\"task_id\":\"")), large(10));
    Stream<byte[]> status =
        Stream.concat(Stream.of(text("\"},{\"task_id\":\"a\",\"status\":\"")), large(10));
    Stream<byte[]> end = Stream.of(text("\"},{\"task_id\":\"b\",\"status\":\"B\"}]}"));
    InputStream listing =
        body(Stream.concat(Stream.concat(note, taskId), Stream.concat(status, end)));

    ListingEntries entries = new ListingReader().read(listing);

    assertThat(Reading.of(entries))
        .isEqualTo(
            new Reading(List.of(new Reading.Entry("a", null), new Reading.Entry("b", "B")), 2));
  }

  private void refusesTheFloodOf(FloodServer server) throws Exception {
    ApiSettings settings =
        new ApiSettings(
            server.url(),
            "x-api-key",
            "key",
            "test",
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            MOST_BYTES,
            null,
            null);
    try (ApiClient client = new ApiClient(settings, this::thread, InstantSource.system())) {
      Outcome<ListingEntries> outcome =
          client.get("/tasks", new ListingReader()).await(Duration.ofSeconds(20));

      assertThat(outcome)
          .isEqualTo(
              new Outcome.Failed<>(
                  new Failure(
                      FailureKind.UNREADABLE,
                      "The answer of GET /tasks can't be used: it is larger than 134217728 bytes"),
                  null));
      // well before the client is closed
      assertThat(server.isLeftWithin(5000)).as("connection closed").isTrue();
      // garbage included: the heap alone would hide what was collected in time
      assertThat(allocated()).as("bytes allocated for %d", MOST_BYTES).isLessThan(16 * MB);
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "client");
    threads.add(thread);
    return thread;
  }

  private long allocated() {
    ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.stream().mapToLong(t -> beans.getThreadAllocatedBytes(t.getId())).sum();
  }

  /** A piece of a deflated stream that can be repeated: it refers to nothing before it. */
  private static byte[] deflatedBlanks(int length) {
    byte[] blanks = new byte[length];
    Arrays.fill(blanks, (byte) ' ');
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(blanks);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int n;
    do {
      n = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
      block.write(buffer, 0, n);
    } while (n == buffer.length);
    deflater.end();
    return block.toByteArray();
  }

  private static InputStream listing(int entries, IntFunction<String> entry) {
    return body(
        Stream.concat(
            Stream.of(text("{\"data\":[")),
            Stream.concat(
                IntStream.range(0, entries).mapToObj(i -> text(entry.apply(i))),
                Stream.of(text("]}")))));
  }

  private static Stream<byte[]> large(int megabytes) {
    byte[] megabyte = new byte[1_000_000];
    Arrays.fill(megabyte, (byte) 'x');
    return Stream.generate(() -> megabyte).limit(megabytes);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A body that is made while it is read. */
  private static InputStream body(Stream<byte[]> parts) {
    Iterator<byte[]> left = parts.iterator();
    return new InputStream() {
      private ByteArrayInputStream part = new ByteArrayInputStream(new byte[0]);

      @Override
      public int read() {
        return next() ? part.read() : -1;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        return next() ? part.read(buffer, offset, length) : -1;
      }

      private boolean next() {
        while (part.available() == 0 && left.hasNext()) {
          part = new ByteArrayInputStream(left.next());
        }
        return part.available() > 0;
      }
    };
  }
}
