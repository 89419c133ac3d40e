package io.hyperflux.kafka.connect.api.json;

import org.jspecify.annotations.Nullable;

/**
 * The task id of the entry being read: a copy of the parser's characters, and the UUID they write.
 * Only the form that {@link java.util.UUID#toString} gives counts as one, so that it comes back as
 * it was; the nil UUID does not.
 */
final class TaskIdText {
  private final char[] chars = new char[UsableText.LONGEST];
  private int length;
  private final byte[] ascii = new byte[UuidText.LENGTH];
  private final UuidText uuid = new UuidText();
  private boolean isUuid;

  /** Takes over characters, at most 256. */
  void set(char[] from, int offset, int count) {
    length = count;
    isUuid = isUuid(from, offset);
    if (!isUuid) {
      System.arraycopy(from, offset, chars, 0, count);
    }
  }

  /**
   * Takes over a plain text of at most 256 bytes, up to its closing quote.
   *
   * @return where the quote stands; 0 if the text is not plain or can't be a task id
   */
  int read(byte[] bytes, int from, int end) {
    int behind = from + UuidText.LENGTH;
    if (behind < end && bytes[behind] == '"' && readUuid(bytes, from)) {
      return behind;
    }
    isUuid = false;
    int to = PlainValue.endOfText(bytes, from, end);
    if (to - from > UsableText.LONGEST) {
      return 0;
    }
    length = Math.max(to - from, 0);
    for (int i = 0; i < length; i++) {
      chars[i] = (char) bytes[from + i];
    }
    return UsableText.isNotBlank(chars, 0, length) ? to : 0;
  }

  /** Takes over a UUID of 36 bytes, if it is one. */
  boolean readUuid(byte[] bytes, int from) {
    length = UuidText.LENGTH;
    isUuid = uuid.read(bytes, from);
    return isUuid;
  }

  /** There is none. */
  void clear() {
    length = 0;
  }

  boolean isEmpty() {
    return length == 0;
  }

  boolean isUuid() {
    return isUuid;
  }

  /** The UUID, if it is one. */
  UuidText uuid() {
    return uuid;
  }

  String text() {
    return new String(chars, 0, length);
  }

  /** Whether it is this text; null is none. */
  boolean is(@Nullable String text) {
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
    if (length != UuidText.LENGTH) {
      return false;
    }
    char all = 0;
    for (int i = 0; i < UuidText.LENGTH; i++) {
      char c = text[start + i];
      all |= c;
      ascii[i] = (byte) c;
    }
    return all < 128 && uuid.read(ascii, 0);
  }
}
