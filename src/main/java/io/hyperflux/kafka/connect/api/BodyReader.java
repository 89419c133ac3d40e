package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the body of a successful answer to its last byte. Called on the client's thread, one call
 * at a time; a result may be reused by the next call.
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
}
