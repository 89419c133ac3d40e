package io.hyperflux.kafka.connect.api.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** Bytes that come as a network brings them: in pieces of any size, and perhaps not all of them. */
final class RaggedInputStream extends InputStream {
  private final byte[] bytes;
  private final Random random;
  private final int end;
  private final IOException trouble;
  private final int largest;
  private int at;

  /**
   * @param end how many bytes come
   * @param trouble what is thrown after them, null for a regular end
   */
  RaggedInputStream(byte[] bytes, Random random, int end, IOException trouble) {
    this.bytes = bytes;
    this.random = random;
    this.end = end;
    this.trouble = trouble;
    this.largest = random.nextBoolean() ? 4 : 1000;
  }

  @Override
  public int read() throws IOException {
    return ended() ? -1 : bytes[at++] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (ended()) {
      return -1;
    }
    int n = Math.min(Math.min(length, end - at), 1 + random.nextInt(largest));
    System.arraycopy(bytes, at, buffer, offset, n);
    at += n;
    return n;
  }

  private boolean ended() throws IOException {
    if (at == end && trouble != null) {
      throw trouble;
    }
    return at == end;
  }
}
