package io.hyperflux.kafka.connect.api;

import java.time.Instant;

/**
 * How an exchange ended: with a body read as far as its reader wants, or with a failure that says
 * why not.
 *
 * @param <T> what the body was read into
 */
public sealed interface Outcome<T> {
  /**
   * The answer is complete and of the expected shape.
   *
   * @param value what it says, null if nobody wanted to know
   * @param receivedAt when it had been read
   */
  record Success<T>(T value, Instant receivedAt) implements Outcome<T> {}

  /**
   * There is no usable answer.
   *
   * @param failure why
   */
  record Failed<T>(Failure failure) implements Outcome<T> {}
}
