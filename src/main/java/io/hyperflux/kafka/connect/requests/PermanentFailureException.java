package io.hyperflux.kafka.connect.requests;

/**
 * Fails the Connect task: the API refuses its requests for good, or has failed for too long. A
 * person has to restart it.
 */
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
