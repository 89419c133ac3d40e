package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
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

  /**
   * Runs it.
   *
   * @param byStatus hears of a refusal as soon as the status line and the head are there; the words
   *     in its body may take their time
   */
  <T> Outcome<T> run(HttpGet request, BodyReader<T> reader, Consumer<Failure> byStatus) {
    try {
      ClassicHttpResponse response =
          http.executeOpen(HttpHost.create(settings.url()), request, null);
      boolean whole = false;
      try {
        if (response.getCode() / 100 != 2) {
          Failure refusal = refusal(request, response);
          byStatus.accept(refusal);
          return new Outcome.Failed<>(withWords(refusal, response.getEntity()));
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
          new Failure(
              failure.kind(),
              withoutKey(
                  "The answer of GET " + request.getRequestUri() + " " + failure.message())));
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

  private Failure refusal(HttpGet request, ClassicHttpResponse response) {
    FailureKind kind = Verdict.ofStatus(response.getCode());
    String status =
        (response.getCode() + " " + Objects.requireNonNullElse(response.getReasonPhrase(), ""))
            .trim();
    String to =
        kind == FailureKind.REDIRECT
            ? " to " + target(response.getFirstHeader(HttpHeaders.LOCATION))
            : "";
    return new Failure(
        kind,
        withoutKey("GET " + request.getRequestUri() + " answered " + status + to),
        RetryAfter.of(response.getFirstHeader(HttpHeaders.RETRY_AFTER), clock.instant()));
  }

  private Failure withWords(Failure refusal, HttpEntity body) {
    if (body == null || refusal.kind() == FailureKind.REDIRECT) {
      return refusal;
    }
    String words = ErrorBody.words(body);
    return words.isEmpty()
        ? refusal
        : new Failure(
            refusal.kind(), refusal.message() + ": " + withoutKey(words), refusal.retryAfter());
  }

  /** A provider may well echo the key it does not like. */
  private String withoutKey(String message) {
    return message.replace(settings.key(), "[hidden]");
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
