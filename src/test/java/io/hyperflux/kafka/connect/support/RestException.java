package io.hyperflux.kafka.connect.support;

/** A worker answered with an error. */
public final class RestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RestException(String call, int status, String body) {
    super(call + " answered " + status + ": " + body);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
