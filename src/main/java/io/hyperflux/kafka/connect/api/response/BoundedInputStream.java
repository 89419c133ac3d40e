package io.hyperflux.kafka.connect.api.response;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Limits how many bytes are read of a body, so that a decompression bomb costs no memory. */
public final class BoundedInputStream extends FilterInputStream {
  private final long limit;
  private long read;

  public BoundedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      count(1);
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      count(n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long n) throws UnreadableBodyException {
    read += n;
    if (read > limit) {
      throw new UnreadableBodyException("it is larger than " + limit + " bytes");
    }
  }
}
