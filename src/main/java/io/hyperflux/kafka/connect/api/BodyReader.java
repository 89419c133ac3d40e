package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.io.InputStream;

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

  /** For whoever wants to know only whether there is a success: reads nothing, gives null. */
  static BodyReader<Void> none() {
    return new BodyReader<>() {
      @Override
      public Void read(InputStream body) {
        return null;
      }

      @Override
      public boolean readsAll() {
        return false;
      }
    };
  }
}
