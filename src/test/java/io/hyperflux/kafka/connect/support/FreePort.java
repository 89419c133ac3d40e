package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/**
 * Loopback ports that nobody listens on. They lie below the range that systems take the ports of
 * outgoing connections from: else a client that keeps trying to reach a stopped broker could be
 * given the broker's own port.
 */
final class FreePort {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int ATTEMPTS = 100;

  private FreePort() {}

  static int find() {
    return find(() -> ThreadLocalRandom.current().nextInt(FIRST, LAST));
  }

  /** The first of these that is free. */
  static int find(IntSupplier candidates) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = candidates.getAsInt();
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // try another one
      }
    }
    throw new IllegalStateException(
        "No free port was found between " + FIRST + " and " + LAST + " on loopback");
  }
}
