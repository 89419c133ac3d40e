package io.hyperflux.kafka.connect.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An API that gives each path its scripted answers, in their order and once each. After that a
 * request gets none, until there are more: so whoever asks stands still, and can be looked at.
 */
public final class ScriptedApi implements AutoCloseable {
  private final Map<String, BlockingQueue<SimulatedAnswer>> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /** On a free port of loopback. */
  public ScriptedApi() throws IOException {
    server = HttpServers.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Its URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next answer for this path. */
  public ScriptedApi answer(String path, int status, Map<String, String> headers, String body) {
    queue(path).add(new SimulatedAnswer(status, headers, body));
    return this;
  }

  private BlockingQueue<SimulatedAnswer> queue(String path) {
    return answers.computeIfAbsent(path, p -> new LinkedBlockingQueue<>());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      queue(exchange.getRequestURI().getPath()).take().send(exchange, false);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
