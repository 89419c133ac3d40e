package io.hyperflux.kafka.connect.api.response;

import java.io.IOException;

/**
 * A body that was received but is not usable: cut, too large, no JSON, or JSON of another shape.
 */
public final class UnreadableBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadableBodyException(String message) {
    super(message);
  }
}
