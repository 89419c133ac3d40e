package io.hyperflux.kafka.connect.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers with whatever bytes a test writes, at whatever pace: for faults that HTTP
 * servers are too well-behaved for. It reads each request's head, runs the script, and waits for
 * the client to close the connection.
 */
public final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  /** What is sent for one request. */
  @FunctionalInterface
  public interface Script {
    /** Writes the answer; an exception (the client is gone) ends the connection. */
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  /** Listens on a free port of loopback. */
  public RawServer(Script script) {
    this.script = script;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Sends this text and no more; the connection stays open. */
  public static Script text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends this text and closes the connection. */
  public static Script textAndEnd(String text) {
    return out -> {
      text(text).answer(out);
      out.flush();
      throw new IOException("the script ends the connection");
    };
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** How many requests have come. */
  public int requests() {
    return requests.get();
  }

  /** How many connections have come. */
  public int connections() {
    return connections.get();
  }

  /** How many connections the client has not closed. */
  public int openConnections() {
    return open.size();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      while (readHead(in)) {
        requests.incrementAndGet();
        script.answer(out);
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      // the client or the script ended it
    } finally {
      open.remove(socket);
    }
  }

  private static boolean readHead(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }
}
