package io.hyperflux.kafka.connect.support;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import okhttp3.tls.HandshakeCertificates;

/**
 * An API of one listing with one task, {@code a=CREATED}, over http or https on a loopback port. It
 * remembers the headers of each request.
 */
public final class TinyApi implements AutoCloseable {
  private static final byte[] BODY =
      "{\"data\":[{\"task_id\":\"a\",\"status\":\"CREATED\"}]}".getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final String scheme;
  private final List<Headers> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile Map<String, String> headers = Map.of();

  private TinyApi(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::answer);
    server.start();
  }

  /** Over http. */
  public static TinyApi http() {
    try {
      return new TinyApi(HttpServers.create(loopback(0)), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Over https, to everybody. */
  public static TinyApi https(HandshakeCertificates certificates) {
    return https(certificates, false, 0);
  }

  /** Over https, to those who have a client certificate that it trusts. */
  public static TinyApi httpsForTrustedClients(HandshakeCertificates certificates) {
    return https(certificates, true, 0);
  }

  /** Over https, to everybody, on a given port. */
  public static TinyApi httpsOn(int port, HandshakeCertificates certificates) {
    return https(certificates, false, port);
  }

  private static TinyApi https(
      HandshakeCertificates certificates, boolean trustedClientsOnly, int port) {
    try {
      HttpsServer server = HttpServers.createHttps(loopback(port));
      server.setHttpsConfigurator(
          new HttpsConfigurator(certificates.sslContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters tls = getSSLContext().getDefaultSSLParameters();
              tls.setNeedClientAuth(trustedClientsOnly);
              parameters.setSSLParameters(tls);
            }
          });
      return new TinyApi(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to answer from now on. */
  public void answer(int status, Map<String, String> headers) {
    this.status = status;
    this.headers = headers;
  }

  /** Its URL, by the name localhost. */
  public String url() {
    return scheme + "://localhost:" + port();
  }

  /** Its port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The headers of all requests so far. */
  public List<Headers> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestHeaders());
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, BODY.length);
      exchange.getResponseBody().write(BODY);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
