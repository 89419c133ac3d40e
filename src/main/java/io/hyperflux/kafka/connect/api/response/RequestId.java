package io.hyperflux.kafka.connect.api.response;

import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;

/** The id that the provider gives each answer ({@code x-request-id}); its support asks for it. */
public final class RequestId {
  private static final String HEADER = "x-request-id";
  private static final int MOST_CHARACTERS = 100;

  private RequestId() {}

  /**
   * The id in brackets, to stand behind a message; empty without one.
   *
   * @param hideSecrets applied before anything is cut off
   */
  public static String of(MessageHeaders answer, UnaryOperator<String> hideSecrets) {
    Header header = answer.getFirstHeader(HEADER);
    if (header == null || header.getValue() == null || header.getValue().isBlank()) {
      return "";
    }
    String visible = hideSecrets.apply(header.getValue()).replaceAll("[^\\x20-\\x7E]+", " ");
    return " (" + HEADER + ": " + OneLine.of(visible, MOST_CHARACTERS) + ")";
  }
}
