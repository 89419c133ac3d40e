package io.hyperflux.kafka.connect.api.response;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageHeaders;

/**
 * Decodes a body by its {@code Content-Encoding} (RFC 9110, 8.4), which may be gzip and deflate.
 * Some servers put other values there, like "none" or a charset, without encoding anything: such a
 * body is read as it is, and if that fails, the error names the value.
 */
public final class ContentCodings {
  /** What a request asks for. */
  public static final String ACCEPTED = "gzip";

  private static final int MOST = 4;
  private static final int MOST_CHARACTERS = 100;
  private static final ContentCodings NONE = new ContentCodings(List.of());

  private final List<String> names; // in the order in which they were applied

  private ContentCodings(List<String> names) {
    this.names = names;
  }

  /** The codings of an answer. */
  public static ContentCodings of(MessageHeaders answer) {
    if (answer.getFirstHeader(HttpHeaders.CONTENT_ENCODING) == null) {
      return NONE;
    }
    List<String> names = new ArrayList<>();
    for (Header header : answer.getHeaders(HttpHeaders.CONTENT_ENCODING)) {
      if (header.getValue() != null) {
        for (String name : header.getValue().split(",", -1)) {
          names.add(name.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    names.removeIf(String::isEmpty);
    return new ContentCodings(names);
  }

  /**
   * The body as it was before it was encoded.
   *
   * @throws UnreadableBodyException if it was encoded too often to be an honest answer
   */
  public InputStream decode(InputStream body) throws IOException {
    if (names.size() > MOST) {
      throw new UnreadableBodyException("it is encoded " + names.size() + " times");
    }
    InputStream decoded = body;
    for (int i = names.size() - 1; i >= 0; i--) {
      decoded =
          switch (names.get(i)) {
            case "gzip", "x-gzip" -> new GunzippedStream(decoded);
            case "deflate" -> InflatedStream.of(decoded);
            default -> decoded;
          };
    }
    return decoded;
  }

  /**
   * Adds to an error that the body has an unknown coding, if it has one: that may be the reason.
   */
  public UnreadableBodyException explain(UnreadableBodyException e) {
    return names.stream().allMatch(ContentCodings::isUnderstood)
        ? e
        : new UnreadableBodyException(
            e.getMessage()
                + "; its Content-Encoding is not understood: "
                + OneLine.of(String.join(", ", names), MOST_CHARACTERS));
  }

  private static boolean isUnderstood(String name) {
    return switch (name) {
      case "gzip", "x-gzip", "deflate", "identity", "none" -> true;
      default -> false;
    };
  }
}
