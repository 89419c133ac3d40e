package io.hyperflux.kafka.connect.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** JSON over HTTP with one server whose address may change. */
final class RestCalls {
  /** What a worker answers while its group rebalances: come again. */
  private static final int CONFLICT = 409;

  private static final Duration CONFLICT_PATIENCE = Duration.ofSeconds(60);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Supplier<URI> base;

  RestCalls(Supplier<URI> base) {
    this.base = base;
  }

  /**
   * The answer's body; a {@link RestException} if its status is not 2xx, after patience with
   * conflicts.
   */
  JsonNode call(String method, String path, Object body) {
    HttpResponse<String> response = callWithPatience(method, path, body);
    if (response.statusCode() / 100 != 2) {
      throw new RestException(method + " " + path, response.statusCode(), response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new RestException(method + " " + path, response.statusCode(), response.body());
    }
  }

  /** The status of one attempt, or -1 where nobody answers. */
  int statusOf(String path, Duration timeout) {
    try {
      return send("GET", path, null, timeout).statusCode();
    } catch (UncheckedIOException e) {
      return -1;
    }
  }

  private HttpResponse<String> callWithPatience(String method, String path, Object body) {
    try {
      return Awaitility.await()
          .dontCatchUncaughtExceptions()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(200))
          .atMost(CONFLICT_PATIENCE.plus(REQUEST_TIMEOUT))
          .until(
              () -> send(method, path, body, REQUEST_TIMEOUT),
              response -> response.statusCode() != CONFLICT);
    } catch (ConditionTimeoutException e) {
      throw new RestException(
          method + " " + path, CONFLICT, "a conflict for more than " + CONFLICT_PATIENCE);
    }
  }

  private HttpResponse<String> send(String method, String path, Object body, Duration timeout) {
    URI uri = base.get().resolve(path);
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", "application/json");
      if (body == null) {
        request.method(method, BodyPublishers.noBody());
      } else {
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
      }
      // the request's own timeout does not cover the body
      return HTTP.sendAsync(request.build(), BodyHandlers.ofString())
          .get(timeout.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new UncheckedIOException(new IOException(method + " " + uri + ": " + cause, cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during " + method + " " + uri, e);
    }
  }
}
