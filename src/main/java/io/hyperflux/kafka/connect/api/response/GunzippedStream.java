package io.hyperflux.kafka.connect.api.response;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952) with any number of members. {@code GZIPInputStream} ends after a
 * member if no more bytes are available at that moment, and so loses members that the network
 * delivers later. Bytes behind the last member that begin no other one are ignored, as in browsers.
 * An empty body is empty.
 */
final class GunzippedStream extends InflaterInputStream {
  private static final int BYTES = 2_048; // garbage of each poll
  private static final int DEFLATED = 8;
  private static final int FIXED_REST_OF_HEADER = 6; // time, flags of the compressor, system
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final CRC32 crc = new CRC32();
  private int at; // the next byte of the buffer, outside of deflated data
  private boolean inMember;
  private boolean hadMember;
  private boolean ended;

  /** Reads nothing yet. */
  GunzippedStream(InputStream in) {
    super(in, new Inflater(true), BYTES);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (inMember || beginMember()) {
      int n = super.read(into, offset, length);
      if (n >= 0) {
        crc.update(into, offset, n);
        return n;
      }
      endMember();
    }
    return -1;
  }

  /** Returns whether there is another one. */
  private boolean beginMember() throws IOException {
    int first = ended ? -1 : next();
    if (first < 0) {
      ended = true;
      return false;
    }
    if (first != 0x1f || needed() != 0x8b) {
      if (!hadMember) {
        throw new ZipException("it does not begin like gzip");
      }
      ended = true;
      return false;
    }
    if (needed() != DEFLATED) {
      throw new ZipException("its compression method is unknown");
    }
    skipHeader(needed());
    inf.reset();
    inf.setInput(buf, at, len - at);
    crc.reset();
    inMember = true;
    hadMember = true;
    return true;
  }

  private void skipHeader(int flags) throws IOException {
    if ((flags & RESERVED) != 0) {
      throw new ZipException("its header is of an unknown kind");
    }
    skipBytes(FIXED_REST_OF_HEADER);
    if ((flags & EXTRA) != 0) {
      skipBytes((int) number(2));
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (needed() != 0) {}
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      skipBytes(2);
    }
  }

  private void endMember() throws IOException {
    inMember = false;
    at = len - inf.getRemaining();
    if (number(4) != crc.getValue() || number(4) != (inf.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new ZipException("its check sum is wrong");
    }
  }

  /** A number of so many bytes, the lowest one first. */
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) needed() << (8 * i);
    }
    return number;
  }

  private void skipBytes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      needed();
    }
  }

  private int needed() throws IOException {
    int b = next();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  private int next() throws IOException {
    while (at == len) {
      int n = in.read(buf, 0, buf.length);
      if (n < 0) {
        return -1;
      }
      at = 0;
      len = n;
    }
    return buf[at++] & 0xFF;
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
