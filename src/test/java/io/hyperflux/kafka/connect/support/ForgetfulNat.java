package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands bytes on to a server, and forgets the connections that there are when told to, as a NAT
 * does with idle ones: they look open to both sides, and nothing comes through any more.
 */
public final class ForgetfulNat implements AutoCloseable {
  private final ServerSocket front;
  private final int port;
  private final Set<Socket> all = ConcurrentHashMap.newKeySet();
  private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * Listens on a free port of loopback.
   *
   * @param port where the server listens on loopback
   */
  public ForgetfulNat(int port) {
    this.port = port;
    try {
      front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public int port() {
    return front.getLocalPort();
  }

  /** How many connections have come. */
  public int connections() {
    return connections.get();
  }

  /** Forgets the connections that there are. */
  public void forget() {
    forgotten.addAll(all);
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        Socket client = front.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        connections.incrementAndGet();
        all.add(client);
        all.add(server);
        start(() -> hand(client, server));
        start(() -> hand(server, client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void hand(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8_192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!forgotten.contains(from)) {
          out.write(buffer, 0, n);
        }
      }
      if (!forgotten.contains(from)) {
        to.shutdownOutput();
      }
    } catch (IOException ended) {
      // by one of both sides
    }
  }

  @Override
  public void close() {
    try {
      front.close();
      for (Socket socket : all) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "forgetful-nat");
    thread.setDaemon(true);
    thread.start();
  }
}
