package io.hyperflux.kafka.connect.api.response;

import java.io.IOException;

/** The bytes of a body arrived but are no answer: cut, too large, no JSON, another shape. */
public final class UnreadableBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadableBodyException(String message) {
    super(message);
  }
}
