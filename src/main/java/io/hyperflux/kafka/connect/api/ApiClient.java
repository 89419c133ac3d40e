package io.hyperflux.kafka.connect.api;

import io.hyperflux.kafka.connect.api.response.BodyReader;
import io.hyperflux.kafka.connect.api.response.ContentCodings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends GET requests to the API, each on a thread of this client, so that the caller never blocks
 * on the network. The caller decides how many requests are under way at once. Every exchange ends
 * within the request timeout, whatever the server does.
 *
 * <p>{@link #get} and {@link #close} may be called from any thread.
 */
public final class ApiClient implements AutoCloseable {
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
  private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

  private final ApiSettings settings;
  private final CloseableHttpClient http;
  private final OneGet oneGet;
  private final ExecutorService requests;
  private final Deadlines deadlines;
  private final Semaphore ends = new Semaphore(0);

  /**
   * Opens no connection and starts no thread yet.
   *
   * @param threads makes this client's threads: one for deadlines, and one for each request under
   *     way
   * @param clock tells when an answer was received, and how long a connection was idle
   */
  public ApiClient(ApiSettings settings, ThreadFactory threads, InstantSource clock) {
    this.settings = settings;
    KeptConnections kept = new KeptConnections(clock);
    this.http = HttpClients.create(settings, kept);
    this.oneGet = new OneGet(http, kept, settings, clock);
    this.requests =
        new ThreadPoolExecutor(
            1, // stays, so that a single listing needs no new thread for each poll
            Integer.MAX_VALUE,
            IDLE_THREAD.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads);
    this.deadlines = new Deadlines(settings.requestTimeout(), threads);
  }

  /**
   * Starts a GET.
   *
   * @param path an absolute path below the API's URL
   * @param reader reads the body of a successful answer; after a failure it may still be in use
   * @throws java.util.concurrent.RejectedExecutionException if this client is closed
   */
  public <T> Exchange<T> get(String path, BodyReader<T> reader) {
    HttpGet request = new HttpGet(settings.url() + path);
    request.setHeader(settings.keyHeader(), settings.key());
    request.setHeader(HttpHeaders.ACCEPT, "application/json");
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, ContentCodings.ACCEPTED);
    Exchange<T> exchange = new Exchange<>(request, ends::release);
    deadlines.add(exchange);
    requests.execute(
        () -> {
          try {
            if (!exchange.isOver()) {
              exchange.end(oneGet.run(request, reader, exchange));
            }
          } catch (Throwable e) {
            exchange.broke(e); // a defect: the waiting thread must get it
          } finally {
            deadlines.remove(exchange);
          }
        });
    return exchange;
  }

  /**
   * Waits until an exchange ends, unless one has ended since the last call. For one thread only.
   */
  public void awaitAnyEnd(Duration atMost) throws InterruptedException {
    if (ends.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      ends.drainPermits();
    }
  }

  /** Aborts all requests, closes all connections, and waits at most a second for the threads. */
  @Override
  public void close() {
    deadlines.close(new Failure(FailureKind.IO, "The client was closed"));
    requests.shutdownNow();
    http.close(CloseMode.IMMEDIATE);
    try {
      long end = System.nanoTime() + LONGEST_CLOSE.toNanos();
      requests.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      deadlines.awaitEnd(end - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
