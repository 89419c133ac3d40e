package io.hyperflux.kafka.connect.api.response;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a successful answer, to its last byte unless it says otherwise. Called on the
 * client's thread, one call at a time; a result may be reused by the next call.
 *
 * @param <T> what the body is read into
 */
@FunctionalInterface
public interface BodyReader<T> {
  /**
   * Reads the body.
   *
   * @param body the decompressed bytes
   * @throws UnreadableBodyException if they are not what was expected; the message says why and
   *     quotes nothing of the body
   * @throws IOException if the bytes don't arrive
   */
  T read(InputStream body) throws IOException;

  /**
   * Whether it reads to the last byte; if not, the connection is closed and the rest never read.
   */
  default boolean readsAll() {
    return true;
  }

  /**
   * The value for a 404 with the message "Tasks not found", with which the provider answers for a
   * listing without tasks. Null: that is a failure like any other 404.
   */
  default @Nullable T ofNoTasks() {
    return null;
  }

  /** A reader that only tells whether a listing is served: it reads nothing and gives true. */
  static BodyReader<Boolean> none() {
    return new BodyReader<>() {
      @Override
      public Boolean read(InputStream body) {
        return true;
      }

      @Override
      public Boolean ofNoTasks() {
        return true;
      }

      @Override
      public boolean readsAll() {
        return false;
      }
    };
  }
}
