package io.hyperflux.kafka.connect.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an exchange has no usable answer.
 *
 * @param kind what sort of failure it is
 * @param message what happened, in the provider's words where there are any; never holds the key
 * @param retryAfter how long the server asked to wait, null if it did not
 */
public record Failure(FailureKind kind, String message, @Nullable Duration retryAfter) {
  /** A failure without a Retry-After. */
  public Failure(FailureKind kind, String message) {
    this(kind, message, null);
  }

  /** Whether the server asks for fewer requests of any kind. */
  public boolean isThrottling() {
    return kind == FailureKind.THROTTLED
        || kind == FailureKind.QUOTA
        || (kind.isRetriable() && retryAfter != null);
  }
}
