package io.hyperflux.kafka.connect.api;

import io.hyperflux.kafka.connect.api.response.RateLimit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange ended: with a body read as far as its reader wants, or with a failure that says
 * why not.
 *
 * @param <T> what the body was read into
 */
public sealed interface Outcome<T> {
  /** What the answer says about how many more requests the API takes; null if nothing. */
  @Nullable RateLimit rateLimit();

  /**
   * The answer is complete and of the expected shape.
   *
   * @param value what it says
   * @param receivedAt when it had been read
   * @param rateLimit how many more requests the API takes, null if it does not say
   */
  record Success<T>(T value, Instant receivedAt, @Nullable RateLimit rateLimit)
      implements Outcome<T> {}

  /**
   * There is no usable answer.
   *
   * @param failure why
   * @param rateLimit how many more requests the API takes, null if it does not say
   */
  record Failed<T>(Failure failure, @Nullable RateLimit rateLimit) implements Outcome<T> {
    /** Without an answer, or without a word about requests. */
    Failed(Failure failure) {
      this(failure, null);
    }
  }
}
