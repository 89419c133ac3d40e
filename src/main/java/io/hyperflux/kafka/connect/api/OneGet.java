package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

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
      ClassicHttpResponse head =
          http.executeOpen(HttpHost.create(settings.url()), request, context);
      try (Answer answer = new Answer(request, head)) {
        Refusals refusals = new Refusals(settings, clock.instant());
        Failure refusal = refusals.find(request, head, context);
        if (refusal != null) {
          byStatus.accept(refusal);
          return new Outcome.Failed<>(refusals.withWords(refusal, answer));
        }
        return new Outcome.Success<>(read(answer, reader), clock.instant());
      }
    } catch (IOException e) {
      Failure failure = Verdict.ofException(e);
      String message = "The answer of GET " + request.getRequestUri() + " " + failure.message();
      return new Outcome.Failed<>(new Failure(failure.kind(), settings.withoutSecrets(message)));
    }
  }

  private <T> T read(Answer answer, BodyReader<T> reader) throws IOException {
    InputStream body = answer.body();
    if (body == null) {
      throw new UnreadableBodyException(
          "it has no body, only the status " + answer.head().getCode());
    }
    try {
      T value = reader.read(new BoundedInputStream(body, settings.maxResponseBytes()));
      if (reader.readsAll()) {
        answer.isWhole();
      }
      return value;
    } catch (UnreadableBodyException e) {
      throw ContentCodings.of(answer.head()).explain(e);
    }
  }
}
