package io.hyperflux.kafka.connect.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An API in a JVM of its own, so that its cost is not the connector's. Serves {@link
 * ServedListing}s on a free port of loopback over connections that stay open. What ends with {@code
 * ?bare} gets what the last poll got and counts as none.
 *
 * <p>Writes its port on the first line of its standard output, then answers each line of its
 * standard input by a line; ends with its input. {@code stats <path>} and {@code flips <path>} ask,
 * {@code gate close} holds requests back until {@code gate open}, {@code gate waiting} tells how
 * many. See {@link ServedApi}.
 */
final class ListingServer {
  /** What has an empty answer, once the gate is open. */
  static final String GATE = "/gate";

  private static final String BARE = "?bare";

  private final Map<String, ServedListing> listings = new HashMap<>();
  private final Map<String, Stats> stats = new HashMap<>();
  private final Gate gate = new Gate();

  private ListingServer() {}

  private static final class Stats {
    long requests;
    long compressed;
    long lastArrival;
    final Set<Socket> connections = new HashSet<>();

    @Override
    public String toString() {
      return requests + " " + compressed + " " + connections.size() + " " + lastArrival;
    }
  }

  private static final class Answer {
    final byte[] body;
    final boolean compressed;

    Answer(byte[] body, boolean compressed) {
      this.body = body;
      this.compressed = compressed;
    }
  }

  public static void main(String[] args) throws IOException {
    ListingServer server = new ListingServer();
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(() -> server.accept(socket), "accept");
    accepting.setDaemon(true);
    accepting.start();
    System.out.println(socket.getLocalPort());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      System.out.println(server.reply(words[0], words[1]));
    }
    Runtime.getRuntime().halt(0);
  }

  private synchronized String reply(String command, String what) {
    return switch (command) {
      case "flips" -> String.join(" ", listings.get(what).flips());
      case "stats" -> stats.getOrDefault(what, new Stats()).toString();
      case "gate" -> {
        switch (what) {
          case "close" -> gate.close();
          case "open" -> gate.open();
          default -> {}
        }
        yield Integer.toString(gate.waiting());
      }
      default -> throw new IllegalArgumentException(command);
    };
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        Socket connection = server.accept();
        Thread thread = new Thread(() -> serve(connection), "connection");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      for (String head = readHead(in); head != null; head = readHead(in)) {
        gate.pass();
        Answer answer = answer(head, connection);
        out.write(
            ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + answer.body.length
                    + (answer.compressed ? "\r\nContent-Encoding: gzip" : "")
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(answer.body);
        out.flush();
      }
    } catch (IOException | InterruptedException clientIsGone) {
      // it may
    }
  }

  private synchronized Answer answer(String head, Socket connection) {
    String target = head.split(" ", 3)[1];
    if (target.equals(GATE)) {
      return new Answer(new byte[0], false);
    }
    boolean bare = target.endsWith(BARE);
    String path = bare ? target.substring(0, target.length() - BARE.length()) : target;
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    listings.forEach(
        (otherPath, other) -> {
          if (!otherPath.equals(path)) {
            other.forgetBody();
          }
        });
    ServedListing listing = listings.computeIfAbsent(path, ServedListing::new);
    boolean asked = head.toLowerCase(Locale.ROOT).matches("(?s).*\naccept-encoding:[^\n]*gzip.*");
    if (listing.isCompressed() && !asked) {
      throw new IllegalStateException("gzip was not asked for");
    }
    if (!bare) {
      Stats of = stats.computeIfAbsent(path, newPath -> new Stats());
      of.requests++;
      of.lastArrival = now;
      of.connections.add(connection);
      of.compressed += listing.isCompressed() ? 1 : 0;
    }
    return new Answer(bare ? listing.last() : listing.next(), listing.isCompressed());
  }

  /** Null at the end of the connection. */
  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
