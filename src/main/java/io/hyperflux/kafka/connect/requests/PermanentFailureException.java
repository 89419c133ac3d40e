package io.hyperflux.kafka.connect.requests;

/** The API refuses us for good, or has failed for too long: a person must see to it. */
public final class PermanentFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * It ends the Connect task.
   *
   * @param message what happened, and what that person can do
   */
  PermanentFailureException(String message) {
    super(message);
  }
}
