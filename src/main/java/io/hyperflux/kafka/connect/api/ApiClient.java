package io.hyperflux.kafka.connect.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends GET requests to the API, one at a time, on a thread of its own, so that whoever asks never
 * hangs with the network. Every exchange ends within the request timeout, whatever the server does.
 *
 * <p>{@link #get} and {@link #close} may be called from any thread.
 */
public final class ApiClient implements AutoCloseable {
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

  private final ApiSettings settings;
  private final CloseableHttpClient http;
  private final OneGet oneGet;
  private final ExecutorService requests;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Set<Exchange<?>> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Opens no connection and starts no thread yet.
   *
   * @param threads makes the two threads of this client
   * @param clock tells when an answer was received
   */
  public ApiClient(ApiSettings settings, ThreadFactory threads, InstantSource clock) {
    this.settings = settings;
    this.http = HttpClients.create(settings);
    this.oneGet = new OneGet(http, settings, clock);
    this.requests = Executors.newSingleThreadExecutor(threads);
    this.deadlines = new ScheduledThreadPoolExecutor(1, threads);
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /**
   * Starts a GET.
   *
   * @param path an absolute path below the API's URL
   * @param reader reads the body of a successful answer
   * @throws java.util.concurrent.RejectedExecutionException if this client is closed
   */
  public <T> Exchange<T> get(String path, BodyReader<T> reader) {
    HttpGet request = new HttpGet(settings.url() + path);
    request.setHeader(settings.keyHeader(), settings.key());
    request.setHeader(HttpHeaders.ACCEPT, "application/json");
    Exchange<T> exchange = new Exchange<>(request);
    underWay.add(exchange);
    Future<?> deadline =
        deadlines.schedule(
            () -> exchange.cut(tookTooLong(request)),
            settings.requestTimeout().toNanos(),
            TimeUnit.NANOSECONDS);
    requests.execute(
        () -> {
          try {
            if (!exchange.isOver()) {
              exchange.end(oneGet.run(request, reader, exchange::refused));
            }
          } catch (Throwable e) {
            exchange.broke(e); // a defect: whoever waits must hear of it
          } finally {
            deadline.cancel(false);
            underWay.remove(exchange);
          }
        });
    return exchange;
  }

  /** Ends what is under way, closes all connections, and waits at most a second for the threads. */
  @Override
  public void close() {
    for (Exchange<?> exchange : underWay) {
      exchange.cut(new Failure(FailureKind.IO, "The client was closed"));
    }
    requests.shutdownNow();
    deadlines.shutdownNow();
    http.close(CloseMode.IMMEDIATE);
    try {
      long end = System.nanoTime() + LONGEST_CLOSE.toNanos();
      requests.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      deadlines.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Failure tookTooLong(HttpGet request) {
    return new Failure(
        FailureKind.TIMEOUT,
        "GET %s took longer than %d ms"
            .formatted(request.getRequestUri(), settings.requestTimeout().toMillis()));
  }
}
