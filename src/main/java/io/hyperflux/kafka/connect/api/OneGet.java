package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.Closer;

/** Sends one GET, reads its answer, and turns whatever happens into an {@link Outcome}. */
final class OneGet {
  private final CloseableHttpClient http;
  private final ApiSettings settings;
  private final InstantSource clock;

  OneGet(CloseableHttpClient http, ApiSettings settings, InstantSource clock) {
    this.http = http;
    this.settings = settings;
    this.clock = clock;
  }

  <T> Outcome<T> run(HttpGet request, BodyReader<T> reader) {
    HttpClientContext context = HttpClientContext.create();
    try {
      ClassicHttpResponse response =
          http.executeOpen(HttpHost.create(settings.url()), request, context);
      boolean whole = false;
      try {
        if (isOfProxy(context)) {
          return new Outcome.Failed<>(refusedByProxy(response));
        }
        if (response.getCode() / 100 != 2) {
          return new Outcome.Failed<>(refused(request, response));
        }
        T value = readBody(response, reader);
        whole = true;
        return new Outcome.Success<>(value, clock.instant());
      } finally {
        if (!whole) {
          // closing an unread response waits for the rest of its body
          request.abort();
        }
        Closer.closeQuietly(response);
      }
    } catch (IOException e) {
      Failure failure = Verdict.ofException(e);
      return new Outcome.Failed<>(
          failure(
              failure.kind(),
              "The answer of GET " + request.getRequestUri() + " " + failure.message()));
    }
  }

  private <T> T readBody(ClassicHttpResponse response, BodyReader<T> reader) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      throw new UnreadableBodyException("it has no body, only the status " + response.getCode());
    }
    InputStream body = new BoundedInputStream(entity.getContent(), settings.maxResponseBytes());
    T value = reader.read(body);
    body.close(); // gives the connection back to the pool
    return value;
  }

  /** Whether the answer is a proxy's to CONNECT: an https target's own answer came over TLS. */
  private boolean isOfProxy(HttpClientContext context) {
    return settings.proxy() != null
        && "https".equals(settings.url().getScheme())
        && context.getSSLSession() == null;
  }

  private Failure refusedByProxy(ClassicHttpResponse response) throws IOException {
    FailureKind kind = Verdict.ofProxyStatus(response.getCode());
    String message =
        "The proxy %s:%d refused to connect to %s: it answered %d %s%s"
            .formatted(
                settings.proxy().host(),
                settings.proxy().port(),
                settings.url().getAuthority(),
                response.getCode(),
                response.getReasonPhrase(),
                words(response));
    return failure(kind, message, response);
  }

  private Failure refused(HttpGet request, ClassicHttpResponse response) throws IOException {
    FailureKind kind = Verdict.ofStatus(response.getCode());
    StringBuilder message =
        new StringBuilder("GET ")
            .append(request.getRequestUri())
            .append(" answered ")
            .append(response.getCode())
            .append(' ')
            .append(response.getReasonPhrase());
    if (kind == FailureKind.REDIRECT) {
      message.append(" to ").append(target(response.getFirstHeader(HttpHeaders.LOCATION)));
    } else {
      message.append(words(response));
    }
    return failure(kind, message.toString(), response);
  }

  private static String words(ClassicHttpResponse response) throws IOException {
    if (response.getEntity() == null) {
      return "";
    }
    String words = ErrorBody.words(response.getEntity().getContent());
    return words.isEmpty() ? "" : ": " + words;
  }

  private Failure failure(FailureKind kind, String message, ClassicHttpResponse response) {
    return new Failure(
        kind,
        withoutSecrets(message),
        RetryAfter.of(response.getFirstHeader(HttpHeaders.RETRY_AFTER), clock.instant()));
  }

  private Failure failure(FailureKind kind, String message) {
    return new Failure(kind, withoutSecrets(message));
  }

  /** Whoever refuses a secret may well echo it. */
  private String withoutSecrets(String message) {
    String cleaned = message.replace(settings.key(), "[hidden]");
    ProxySettings proxy = settings.proxy();
    return proxy == null || proxy.password() == null
        ? cleaned
        : cleaned.replace(proxy.password(), "[hidden]");
  }

  private static String target(Header location) {
    if (location == null || location.getValue() == null) {
      return "nowhere";
    }
    try {
      URI uri = new URI(location.getValue());
      // without user and query, which may hold secrets
      return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null)
          .toString();
    } catch (URISyntaxException e) {
      return "an address that is none";
    }
  }
}
