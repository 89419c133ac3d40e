package io.hyperflux.kafka.connect.api.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads a UUID from ASCII bytes. Only the form that {@link java.util.UUID#toString} gives counts as
 * one, so that it comes back as it was; the nil UUID does not.
 */
final class UuidText {
  /** How many bytes it takes. */
  static final int LENGTH = 36;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long FIRST_FOUR = 0xFFFFFFFF_00000000L;

  private long mostBits;
  private long leastBits;

  /**
   * Reads 36 bytes.
   *
   * @return whether they are a UUID in its usual form
   */
  boolean read(byte[] bytes, int at) {
    if (bytes[at + 8] != '-'
        || bytes[at + 13] != '-'
        || bytes[at + 18] != '-'
        || bytes[at + 23] != '-') {
      return false;
    }
    long a = eight(bytes, at);
    long b = (eight(bytes, at + 9) & FIRST_FOUR) | (eight(bytes, at + 10) & ~FIRST_FOUR);
    long c = (eight(bytes, at + 19) & FIRST_FOUR) | (eight(bytes, at + 20) & ~FIRST_FOUR);
    long d = eight(bytes, at + 28);
    mostBits = number(a) << 32 | number(b);
    leastBits = number(c) << 32 | number(d);
    boolean isNil = (mostBits | leastBits) == 0;
    return !isNil && (strangers(a) | strangers(b) | strangers(c) | strangers(d)) == 0;
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

  // 0-9 are 0x30-0x39, a-f are 0x61-0x66; each byte of a long is worked on by itself

  private static long letters(long text) {
    return text >>> 6 & EACH;
  }

  private static long values(long text) {
    return (text & 0x0F * EACH) + 9 * letters(text);
  }

  /** The number that eight digits write. */
  private static long number(long text) {
    long n = values(text);
    n = (n | n >>> 4) & 0x00FF00FF_00FF00FFL;
    n = (n | n >>> 8) & 0x0000FFFF_0000FFFFL;
    return (n | n >>> 16) & 0xFFFFFFFFL;
  }

  /** 0 exactly if all eight are digits: 0 to 9, a to f. */
  private static long strangers(long text) {
    long letters = letters(text);
    long values = values(text);
    long wrongRow = (text ^ (0x30 * EACH + 0x30 * letters)) & 0xF0F0F0F0_F0F0F0F0L;
    long above15 = values & 0x10 * EACH;
    long letterBelow10OrDigitAbove9 = (values + 6 * EACH & 0x10 * EACH) ^ letters << 4;
    return wrongRow | above15 | letterBelow10OrDigitAbove9;
  }
}
