package io.hyperflux.kafka.connect.documents;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hyperflux.kafka.connect.support.HttpServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker's REST API with somebody in between, who refuses some calls: as often as told to. */
final class InterruptedRest implements AutoCloseable {
  private final URI worker;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

  InterruptedRest(URI worker) throws IOException {
    this.worker = worker;
    server = HttpServers.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.createContext("/", this::answer);
    server.start();
  }

  private record Refusal(String method, String pathEnd, int status, AtomicInteger left) {
    boolean isOf(HttpExchange call) {
      return call.getRequestMethod().equals(method)
          && call.getRequestURI().getPath().endsWith(pathEnd)
          && left.getAndDecrement() > 0;
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next calls of that kind are answered so, in words that say which. */
  InterruptedRest refuse(String method, String pathEnd, int status, int times) {
    refusals.add(new Refusal(method, pathEnd, status, new AtomicInteger(times)));
    return this;
  }

  private void answer(HttpExchange call) throws IOException {
    try (call;
        InputStream body = call.getRequestBody()) {
      byte[] request = body.readAllBytes();
      for (Refusal refusal : refusals) {
        if (refusal.isOf(call)) {
          String words = "{\"message\": \"refused on purpose\"}";
          reply(call, refusal.status(), words.getBytes(StandardCharsets.UTF_8));
          return;
        }
      }
      HttpResponse<byte[]> response = client.send(forwarded(call, request), ofBytes());
      reply(call, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest forwarded(HttpExchange call, byte[] body) {
    return HttpRequest.newBuilder(worker.resolve(call.getRequestURI().getRawPath()))
        .method(call.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
        .header("Content-Type", "application/json")
        .build();
  }

  private static HttpResponse.BodyHandler<byte[]> ofBytes() {
    return HttpResponse.BodyHandlers.ofByteArray();
  }

  private static void reply(HttpExchange call, int status, byte[] body) throws IOException {
    call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    call.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
