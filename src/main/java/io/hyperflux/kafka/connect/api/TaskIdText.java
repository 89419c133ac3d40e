package io.hyperflux.kafka.connect.api;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The task id of the entry being read: a copy of the parser's characters, and the UUID they write.
 * Only the form that {@link java.util.UUID#toString} gives counts as one, so that it comes back as
 * it was; the nil UUID does not.
 */
final class TaskIdText {
  private static final int UUID_LENGTH = 36;

  /** What two digits write, by their characters; negative for what are no digits. */
  private static final short[] PAIRS = new short[128 * 128];

  static {
    Arrays.fill(PAIRS, (short) -1);
    HexFormat digits = HexFormat.of();
    for (int n = 0; n < 256; n++) {
      PAIRS[digits.toHighHexDigit(n) << 7 | digits.toLowHexDigit(n)] = (short) n;
    }
  }

  private final char[] chars = new char[UsableText.LONGEST];
  private int length;
  private long mostBits;
  private long leastBits;

  /** Takes over characters, at most 256. */
  void set(char[] from, int offset, int count) {
    length = count;
    if (!isUuid(from, offset)) {
      mostBits = 0;
      leastBits = 0;
      System.arraycopy(from, offset, chars, 0, count);
    }
  }

  /** There is none. */
  void clear() {
    length = 0;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** The most significant bits of the UUID; 0 if it is none. */
  long mostBits() {
    return mostBits;
  }

  /** The least significant bits of the UUID; 0 if it is none. */
  long leastBits() {
    return leastBits;
  }

  String text() {
    return new String(chars, 0, length);
  }

  /** Whether it is this text; null is none. */
  boolean is(String text) {
    if (text == null || text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean isUuid(char[] text, int start) {
    if (length != UUID_LENGTH
        || text[start + 8] != '-'
        || text[start + 13] != '-'
        || text[start + 18] != '-'
        || text[start + 23] != '-') {
      return false;
    }
    long a = hex4(text, start);
    long b = hex4(text, start + 4);
    long c = hex4(text, start + 9);
    long d = hex4(text, start + 14);
    long e = hex4(text, start + 19);
    long f = hex4(text, start + 24);
    long g = hex4(text, start + 28);
    long h = hex4(text, start + 32);
    mostBits = a << 48 | b << 32 | c << 16 | d;
    leastBits = e << 48 | f << 32 | g << 16 | h;
    boolean isNil = (mostBits | leastBits) == 0;
    return !isNil && (a | b | c | d | e | f | g | h) >= 0;
  }

  /** The number that four digits write; negative if one of them is no digit. */
  private static int hex4(char[] text, int at) {
    return hex2(text[at], text[at + 1]) << 8 | hex2(text[at + 2], text[at + 3]);
  }

  private static int hex2(char first, char second) {
    return (first | second) < 128 ? PAIRS[first << 7 | second] : -1;
  }
}
