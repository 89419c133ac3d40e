package io.hyperflux.kafka.connect.api;

import io.hyperflux.kafka.connect.api.response.Answer;
import io.hyperflux.kafka.connect.api.response.BodyReader;
import io.hyperflux.kafka.connect.api.response.BoundedInputStream;
import io.hyperflux.kafka.connect.api.response.ContentCodings;
import io.hyperflux.kafka.connect.api.response.ErrorBody;
import io.hyperflux.kafka.connect.api.response.RateLimit;
import io.hyperflux.kafka.connect.api.response.RequestId;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Sends one GET, reads its answer, and turns whatever happens into an {@link Outcome}. */
final class OneGet {
  private final CloseableHttpClient http;
  private final KeptConnections kept;
  private final ApiSettings settings;
  private final InstantSource clock;

  OneGet(
      CloseableHttpClient http, KeptConnections kept, ApiSettings settings, InstantSource clock) {
    this.http = http;
    this.kept = kept;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Sends it; and once more over a new connection if the first answer is 421 Misdirected Request.
   *
   * @param exchange is told of an error status as soon as the head of the answer is there, since
   *     its body may take its time
   */
  <T> Outcome<T> run(HttpGet request, BodyReader<T> reader, Exchange<T> exchange) {
    Outcome<T> outcome = ask(request, reader, exchange, true);
    if (outcome != null) {
      return outcome;
    }
    kept.useNoneFromBefore();
    request.reset(); // it was aborted, so that the first body is not read
    return exchange.isOver()
        ? new Outcome.Failed<>(new Failure(FailureKind.IO, "It was abandoned"))
        : Objects.requireNonNull(ask(request, reader, exchange, false)); // null only if first
  }

  /** Returns null if the first request was answered 421, and is to be sent again. */
  private <T> @Nullable Outcome<T> ask(
      HttpGet request, BodyReader<T> reader, Exchange<T> exchange, boolean isFirst) {
    HttpClientContext context = HttpClientContext.create();
    ClassicHttpResponse head;
    try {
      head = http.executeOpen(HttpHost.create(settings.url()), request, context);
    } catch (IOException e) {
      return new Outcome.Failed<>(failure(request, e, ""));
    }
    RateLimit limit = RateLimit.of(head);
    try (Answer answer = new Answer(request, head)) {
      ErrorResponses refusals = new ErrorResponses(settings, clock.instant());
      Failure refusal = refusals.find(request, head, context);
      if (refusal != null) {
        if (isFirst && isMisdirected(head, refusal)) {
          return null;
        }
        exchange.refused(new Outcome.Failed<>(refusal, limit));
        return refused(refusal, refusals.read(refusal, answer), reader, limit);
      }
      return new Outcome.Success<>(read(answer, reader), clock.instant(), limit);
    } catch (IOException e) {
      String requestId = RequestId.of(head, settings::withoutSecrets);
      return new Outcome.Failed<>(failure(request, e, requestId), limit);
    }
  }

  private <T> Outcome<T> refused(
      Failure refusal, ErrorBody body, BodyReader<T> reader, @Nullable RateLimit limit) {
    if (refusal.kind() == FailureKind.NOT_FOUND && body.saysNoTasks()) {
      T none = reader.ofNoTasks();
      if (none != null) {
        return new Outcome.Success<>(none, clock.instant(), limit);
      }
    }
    return new Outcome.Failed<>(ErrorResponses.withWords(refusal, body), limit);
  }

  private Failure failure(HttpGet request, IOException e, String requestId) {
    Failure failure = FailureClassifier.ofException(e);
    String message = "The answer of GET " + request.getRequestUri() + " " + failure.message();
    return new Failure(failure.kind(), settings.withoutSecrets(message) + requestId);
  }

  private static boolean isMisdirected(ClassicHttpResponse head, Failure refusal) {
    return head.getCode() == HttpStatus.SC_MISDIRECTED_REQUEST
        && refusal.kind() != FailureKind.PROXY_REFUSED;
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
