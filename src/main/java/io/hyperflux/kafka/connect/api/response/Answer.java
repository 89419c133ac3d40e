package io.hyperflux.kafka.connect.api.response;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * A response whose status line and headers have been read. Its connection is kept for the next
 * request if the body was read to its end, and closed if not: the rest may never end.
 */
public final class Answer implements AutoCloseable {
  private final HttpGet request;
  private final ClassicHttpResponse head;
  private @Nullable InputStream body;
  private boolean isWhole;

  public Answer(HttpGet request, ClassicHttpResponse head) {
    this.request = request;
    this.head = head;
  }

  public ClassicHttpResponse head() {
    return head;
  }

  /**
   * Its body, without its content codings.
   *
   * @return null if it has none
   */
  public @Nullable InputStream body() throws IOException {
    if (body == null && head.getEntity() != null) {
      body = ContentCodings.of(head).decode(head.getEntity().getContent());
    }
    return body;
  }

  /** Its body was read to the end, and nothing of it is wrong. */
  public void isWhole() throws IOException {
    Objects.requireNonNull(body, "only a body that was read is whole")
        .close(); // gives the connection back to the pool
    isWhole = true;
  }

  @Override
  public void close() {
    if (!isWhole) {
      // closing an unread body waits for the rest of it
      request.abort();
      Closer.closeQuietly(body);
    }
    Closer.closeQuietly(head);
  }
}
