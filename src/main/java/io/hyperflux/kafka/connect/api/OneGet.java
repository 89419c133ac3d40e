package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
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
    HttpClientContext context = HttpClientContext.create();
    try {
      ClassicHttpResponse response =
          http.executeOpen(HttpHost.create(settings.url()), request, context);
      boolean whole = false;
      try {
        Refusals refusals = new Refusals(settings, clock.instant());
        Failure refusal = refusals.find(request, response, context);
        if (refusal != null) {
          byStatus.accept(refusal);
          return refused(refusal, refusals.read(refusal, response.getEntity()), reader);
        }
        T value = readBody(response, reader);
        whole = reader.readsAll();
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
      String message = "The answer of GET " + request.getRequestUri() + " " + failure.message();
      return new Outcome.Failed<>(new Failure(failure.kind(), settings.withoutSecrets(message)));
    }
  }

  private <T> Outcome<T> refused(Failure refusal, ErrorBody body, BodyReader<T> reader) {
    if (refusal.kind() == FailureKind.NOT_FOUND && body.saysNoTasks()) {
      Optional<T> none = reader.ofNoTasks();
      if (none.isPresent()) {
        return new Outcome.Success<>(none.get(), clock.instant());
      }
    }
    return new Outcome.Failed<>(Refusals.withWords(refusal, body));
  }

  private <T> T readBody(ClassicHttpResponse response, BodyReader<T> reader) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      throw new UnreadableBodyException("it has no body, only the status " + response.getCode());
    }
    InputStream body = new BoundedInputStream(entity.getContent(), settings.maxResponseBytes());
    T value = reader.read(body);
    if (reader.readsAll()) {
      body.close(); // gives the connection back to the pool
    }
    return value;
  }
}
