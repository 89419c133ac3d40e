package io.hyperflux.kafka.connect.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running {@link ListingServer}, seen from the JVM that measures. */
final class ServedApi implements AutoCloseable {
  private final Process process;
  private final BufferedReader replies;
  private final Writer commands;
  private final String url;

  ServedApi() throws IOException {
    process = ChildJvm.of(ListingServer.class, List.of("-Xmx1g")).start();
    replies = process.inputReader(StandardCharsets.US_ASCII);
    commands = process.outputWriter(StandardCharsets.US_ASCII);
    String port = replies.readLine();
    if (port == null) {
      throw new IOException("the server did not start");
    }
    url = "http://127.0.0.1:" + port;
  }

  /**
   * What was asked for a listing by others than the bare client.
   *
   * @param compressed how many answers were compressed, having been asked for
   * @param connections how many connections the requests came over
   * @param lastArrivalMicros when the last one came, epoch microseconds
   */
  record Stats(long requests, long compressed, long connections, long lastArrivalMicros) {}

  String url() {
    return url;
  }

  Stats stats(String listing) {
    String[] words = ask("stats " + listing).split(" ", -1);
    return new Stats(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]));
  }

  /** By task id: when the answer that first showed its flip was about to go, epoch microseconds. */
  Map<String, Long> flips(String listing) {
    Map<String, Long> flips = new LinkedHashMap<>();
    for (String flip : ask("flips " + listing).split(" ", -1)) {
      if (!flip.isEmpty()) {
        String[] parts = flip.split("=", -1);
        flips.put(parts[0], Long.valueOf(parts[1]));
      }
    }
    return flips;
  }

  /** Holds requests back. */
  void closeGate() {
    ask("gate close");
  }

  /** How many requests are held back. */
  int waitingAtGate() {
    return Integer.parseInt(ask("gate waiting"));
  }

  /** Lets all requests go on. */
  void openGate() {
    ask("gate open");
  }

  private String ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      String reply = replies.readLine();
      if (reply == null) {
        throw new IOException("the server is gone");
      }
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
