package io.hyperflux.kafka.connect.api.response;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A body that was encoded by "deflate" (RFC 9110, 8.4.1.2), decoded. */
final class InflatedStream extends InflaterInputStream {
  private InflatedStream(InputStream body, boolean isZlib) {
    super(body, new Inflater(!isZlib));
  }

  /** With zlib's header, as the RFC says, or without it, as some servers do. */
  static InputStream of(InputStream body) throws IOException {
    PushbackInputStream in = new PushbackInputStream(body, 2);
    byte[] head = in.readNBytes(2);
    in.unread(head);
    if (head.length < 2) {
      return in;
    }
    int number = (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
    return new InflatedStream(in, (head[0] & 0x0F) == 8 && number % 31 == 0);
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      inf.end(); // memory outside of the heap
    }
  }
}
