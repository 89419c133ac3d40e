package io.hyperflux.kafka.connect.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Has no broker, and a worker whose REST API knows names of connectors and nothing more. What
 * happens to it is told in a list.
 */
final class FakeEnvironment implements ConnectEnvironment {
  private static final String CONNECTORS = "/connectors";

  private final List<String> events;
  private final HttpServer worker;
  private final Set<String> connectors = new ConcurrentSkipListSet<>();
  private final Set<String> stubborn = new ConcurrentSkipListSet<>();
  private boolean stopped;
  private String failureOnClose;

  FakeEnvironment(List<String> events) {
    this.events = events;
    try {
      worker = HttpServers.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    worker.createContext(CONNECTORS, this::answer);
    worker.start();
    events.add("started");
  }

  /** A list for the constructor, which any thread may add to. */
  static List<String> newEvents() {
    return new CopyOnWriteArrayList<>();
  }

  /** There is a connector of that name, whose deletion fails. */
  void addStubborn(String name) {
    connectors.add(name);
    stubborn.add(name);
  }

  /** Its end does not go well. */
  void failOnClose(String message) {
    failureOnClose = message;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String name = path.replaceFirst("^/connectors/?", "").replaceFirst("/config$", "");
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        connectors.add(name);
        events.add("created " + name);
        send(exchange, 201, "{}");
      }
      case "DELETE" -> {
        if (stubborn.contains(name)) {
          send(exchange, 500, "stubborn");
        } else {
          connectors.remove(name);
          events.add("deleted " + name);
          send(exchange, 204, "");
        }
      }
      default ->
          send(
              exchange,
              200,
              connectors.stream()
                  .map(one -> '"' + one + '"')
                  .collect(Collectors.joining(",", "[", "]")));
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    if (bytes.length == 0) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:1";
  }

  @Override
  public ConnectRest rest() {
    return new ConnectRest(() -> EmbeddedWorker.uri(worker.getAddress().getPort()));
  }

  @Override
  public String urlForWorker(URI urlOnThisHost) {
    return urlOnThisHost.toString();
  }

  @Override
  public String bindAddress() {
    return "127.0.0.1";
  }

  /** It answers no more. */
  @Override
  public void stopWorker() {
    if (!stopped) {
      worker.stop(0);
      stopped = true;
    }
  }

  @Override
  public void killWorker() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void startWorker() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stopBroker() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void startBroker() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String workerLog() {
    return "";
  }

  @Override
  public void close() {
    stopWorker();
    events.add("closed");
    if (failureOnClose != null) {
      throw new IllegalStateException(failureOnClose);
    }
  }
}
