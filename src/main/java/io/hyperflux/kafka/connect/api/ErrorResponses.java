package io.hyperflux.kafka.connect.api;

import io.hyperflux.kafka.connect.api.response.Answer;
import io.hyperflux.kafka.connect.api.response.ErrorBody;
import io.hyperflux.kafka.connect.api.response.OneLine;
import io.hyperflux.kafka.connect.api.response.RequestId;
import io.hyperflux.kafka.connect.api.response.RetryAfter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Objects;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Turns error responses, of the API or of a proxy on the way, into failures. */
final class ErrorResponses {
  private static final int MOST_CHARACTERS = 300;

  private final ApiSettings settings;
  private final Instant now;

  ErrorResponses(ApiSettings settings, Instant now) {
    this.settings = settings;
    this.now = now;
  }

  /**
   * The failure by status and headers alone, without the body; null if the response is a success.
   */
  @Nullable Failure find(HttpGet request, ClassicHttpResponse response, HttpClientContext context) {
    String status = oneLine(response.getCode() + " " + reason(response));
    ProxySettings proxy = settings.proxy();
    if (proxy != null && isOfProxy(context)) {
      String message =
          "The proxy %s:%d refused to connect to %s: it answered %s"
              .formatted(proxy.host(), proxy.port(), settings.url().getAuthority(), status);
      return failure(FailureClassifier.ofProxyStatus(response.getCode()), message, response);
    }
    if (response.getCode() / 100 == 2) {
      return null;
    }
    FailureKind kind = FailureClassifier.ofStatus(response.getCode());
    String to =
        kind == FailureKind.REDIRECT
            ? " to " + oneLine(target(response.getFirstHeader(HttpHeaders.LOCATION)))
            : "";
    return failure(kind, "GET " + request.getRequestUri() + " answered " + status + to, response);
  }

  /** Reads the body of an error response. */
  ErrorBody read(Failure refusal, Answer answer) {
    return refusal.kind() == FailureKind.REDIRECT
        ? ErrorBody.SILENT
        : ErrorBody.read(answer, settings.maxResponseBytes(), settings::withoutSecrets);
  }

  /** Adds the message in the body to a failure; it may also change its kind. */
  static Failure withWords(Failure refusal, ErrorBody body) {
    if (body.words().isEmpty()) {
      return refusal;
    }
    boolean isQuota = refusal.kind() == FailureKind.THROTTLED && body.speaksOfQuota();
    return new Failure(
        isQuota ? FailureKind.QUOTA : refusal.kind(),
        refusal.message() + ": " + body.words(),
        refusal.retryAfter());
  }

  /** Whether the proxy answered to CONNECT: an https target's own answer came over TLS. */
  private boolean isOfProxy(HttpClientContext context) {
    return "https".equals(settings.url().getScheme()) && context.getSSLSession() == null;
  }

  private Failure failure(FailureKind kind, String message, ClassicHttpResponse response) {
    return new Failure(
        kind,
        settings.withoutSecrets(message) + RequestId.of(response, settings::withoutSecrets),
        RetryAfter.of(response, now));
  }

  private static String reason(ClassicHttpResponse response) {
    return Objects.requireNonNullElse(response.getReasonPhrase(), "");
  }

  private String oneLine(String text) {
    // secrets first: half a key would not be recognised
    return OneLine.of(settings.withoutSecrets(text), MOST_CHARACTERS);
  }

  private static String target(@Nullable Header location) {
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
