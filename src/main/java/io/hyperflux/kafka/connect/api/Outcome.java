package io.hyperflux.kafka.connect.api;

import io.hyperflux.kafka.connect.api.response.RateLimit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange ended: with what was read from the body, or with a failure.
 *
 * @param <T> what the body was read into
 */
public sealed interface Outcome<T> {
  /** The rate limit that the answer tells; null if it tells none. */
  @Nullable RateLimit rateLimit();

  /**
   * The answer is complete and of the expected shape.
   *
   * @param value what was read from the body
   * @param receivedAt when it had been read
   * @param rateLimit the rate limit that the answer tells, null if none
   */
  record Success<T>(T value, Instant receivedAt, @Nullable RateLimit rateLimit)
      implements Outcome<T> {}

  /**
   * There is no usable answer.
   *
   * @param failure why
   * @param rateLimit the rate limit that the answer tells, null if none
   */
  record Failed<T>(Failure failure, @Nullable RateLimit rateLimit) implements Outcome<T> {
    /** A failure without an answer, or without a rate limit. */
    Failed(Failure failure) {
      this(failure, null);
    }
  }
}
