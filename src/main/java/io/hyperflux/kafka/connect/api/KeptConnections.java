package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates connections, and decides whether a kept-alive one may be used again. NATs, firewalls and
 * load balancers drop idle connections without telling anybody: a request on such a connection
 * times out, which costs far more than a new connection. Thread-safe.
 */
final class KeptConnections implements HttpConnectionFactory<ManagedHttpClientConnection> {
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final AtomicLong count = new AtomicLong();
  private final AtomicInteger generation = new AtomicInteger();

  KeptConnections(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public ManagedHttpClientConnection createConnection(@Nullable Socket socket) throws IOException {
    UnloggedConnection connection =
        new UnloggedConnection("hyperflux-" + count.incrementAndGet(), this);
    if (socket != null) {
      connection.bind(socket);
    }
    return connection;
  }

  /** Connections that exist now are not used again. */
  void useNoneFromBefore() {
    generation.incrementAndGet();
  }

  int generation() {
    return generation.get();
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Whether a connection may be used again.
   *
   * @param generation of when it was made
   * @param idleSince when its last answer had been read
   */
  boolean mayBeUsed(int generation, Instant idleSince) {
    Duration idle = Duration.between(idleSince, clock.instant());
    // negative: the clock was set back, and the idle time is unknown
    return generation == this.generation.get()
        && !idle.isNegative()
        && idle.compareTo(LONGEST_IDLE) <= 0;
  }
}
