package io.hyperflux.kafka.connect.api.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads a UUID from ASCII bytes. Only the form that {@link java.util.UUID#toString} gives counts as
 * one, so that it comes back as it was; the nil UUID does not.
 */
final class UuidText {
  /** How many bytes it takes: 8-4-4-4-12 digits. */
  static final int LENGTH = 36;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long FIRST_FOUR = 0xFFFFFFFF_00000000L;
  private static final long NEXT_TWO = 0xFFFF0000L;

  private long mostBits;
  private long leastBits;

  /**
   * Reads 36 bytes.
   *
   * @return whether they are a UUID in its usual form
   */
  boolean read(byte[] bytes, int at) {
    long second = eight(bytes, at + 8); // -0000-00
    long third = eight(bytes, at + 16); // 00-0000-
    long a = eight(bytes, at);
    long b = ((second << 8) & FIRST_FOUR) | ((second << 16) & NEXT_TWO) | (third >>> 48);
    long c = ((third << 24) & FIRST_FOUR) | (eight(bytes, at + 24) >>> 32);
    long d = eight(bytes, at + 28);
    long notDashes =
        ((second ^ 0x2D000000_002D0000L) & 0xFF000000_00FF0000L)
            | ((third ^ 0x00002D00_0000002DL) & 0x0000FF00_000000FFL);
    mostBits = (number(values(a)) << 32) | number(values(b));
    leastBits = (number(values(c)) << 32) | number(values(d));
    // masked once for all: nearly everything that is read is a UUID
    long above15 = (values(a) | values(b) | values(c) | values(d)) & 0xF0F0F0F0_F0F0F0F0L;
    long wrongKind = (wrongKind(a) | wrongKind(b) | wrongKind(c) | wrongKind(d)) & (0x10 * EACH);
    boolean isNil = (mostBits | leastBits) == 0;
    return (notDashes | above15 | wrongKind) == 0 && !isNil;
  }

  /** The most significant bits of what was read last. */
  long mostBits() {
    return mostBits;
  }

  /** The least significant bits of what was read last. */
  long leastBits() {
    return leastBits;
  }

  private static long eight(byte[] bytes, int at) {
    return (long) EIGHT_BYTES.get(bytes, at);
  }

  // 0-9 are 0x30-0x39, a-f are 0x61-0x66. Each byte of a long is worked on by itself. A byte that
  // is no digit may borrow from the one before it, but nothing borrows from the last such byte: it
  // is found.

  private static long letters(long text) {
    return (text >>> 6) & EACH;
  }

  /** What the digits are worth: 0 to 15, more for what is none. */
  private static long values(long text) {
    return text - (0x30 * EACH + 0x27 * letters(text));
  }

  /** Bit 4 of each byte: whether a letter is worth less than 10, or a number more than 9. */
  private static long wrongKind(long text) {
    return (values(text) + 6 * EACH) ^ (letters(text) << 4);
  }

  /** The number that eight digits of these values write. */
  private static long number(long values) {
    long n = (values | values >>> 4) & 0x00FF00FF_00FF00FFL;
    n = (n | n >>> 8) & 0x0000FFFF_0000FFFFL;
    return (n | n >>> 16) & 0xFFFFFFFFL;
  }
}
