package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that answers each TLS client's greeting with an alert, and closes the connection. */
public final class TlsAlertServer implements AutoCloseable {
  private static final int ALERT = 21;
  private static final int LONGEST_GREETING = 16_384;

  private final ServerSocket server;
  private final byte[] alert;

  /**
   * Listens on a free port of loopback.
   *
   * @param level 1 for a warning, 2 for a fatal alert
   * @param description the alert's number (RFC 8446, 6)
   */
  public TlsAlertServer(int level, int description) {
    alert = new byte[] {ALERT, 3, 3, 0, 2, (byte) level, (byte) description};
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "tls-alerts");
    thread.setDaemon(true);
    thread.start();
  }

  public String url() {
    return "https://localhost:" + server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        int n = socket.getInputStream().read(new byte[LONGEST_GREETING]);
        if (n > 0) {
          socket.getOutputStream().write(alert);
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes(); // or the alert is lost in a reset
        }
      } catch (IOException e) {
        // the client or the test is gone
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
