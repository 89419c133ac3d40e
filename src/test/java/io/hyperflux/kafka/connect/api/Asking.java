package io.hyperflux.kafka.connect.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.json.ListingEntries;
import io.hyperflux.kafka.connect.api.json.ListingReader;
import io.hyperflux.kafka.connect.api.json.Reading;
import io.hyperflux.kafka.connect.support.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.GZIPOutputStream;

/** Asks a server for a listing as the connector does. */
public final class Asking {
  static final String PATH = "/tasks";
  public static final String KEY = "FPSX-do-not-print";
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  /** A listing of one task: a is COMPLETED. */
  public static final String LISTING = "{\"data\":[{\"task_id\":\"a\",\"status\":\"COMPLETED\"}]}";

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Asking() {}

  public static ApiClient client(String url) {
    return client(url, null);
  }

  public static ApiClient client(String url, ProxySettings proxy) {
    return client(url, proxy, InstantSource.fixed(NOW));
  }

  public static ApiClient client(String url, ProxySettings proxy, InstantSource clock) {
    ApiSettings settings =
        new ApiSettings(
            URI.create(url),
            "x-api-key",
            KEY,
            "test",
            REQUEST_TIMEOUT,
            REQUEST_TIMEOUT,
            1 << 20,
            proxy,
            null);
    return new ApiClient(settings, Asking::thread, clock);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "asking");
    thread.setDaemon(true);
    return thread;
  }

  public static Outcome<ListingEntries> ask(ApiClient client) throws InterruptedException {
    return client.get(PATH, new ListingReader()).await(LONGEST);
  }

  /** How one GET ends that gets this answer. */
  public static Outcome<ListingEntries> answered(RawServer.Script answer)
      throws InterruptedException {
    try (RawServer server = new RawServer(answer);
        ApiClient client = client(server.url())) {
      return ask(client);
    }
  }

  public static Failure failure(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<?>) outcome).failure();
  }

  /** What was read, as {@code id=status}. */
  public static String listed(Outcome<ListingEntries> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Success.class);
    return Reading.of(((Outcome.Success<ListingEntries>) outcome).value()).entries().stream()
        .map(entry -> entry.taskId() + "=" + entry.status())
        .toList()
        .toString();
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
