package io.hyperflux.kafka.connect.api.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a listing, cut into its values and what stands around them. The values are the
 * strings and numbers that are members of the entry itself; all else, names, quotes, white space
 * and nested values, counts as what stands around them.
 *
 * @param around what stands before, between and behind the values: one more than there are values
 * @param values the values' bytes, strings without their quotes
 * @param kinds what each value is
 */
record EntrySpans(List<byte[]> around, List<byte[]> values, List<Kind> kinds) {
  /** Of no entry. */
  static final EntrySpans NONE = new EntrySpans(List.of(), List.of(), List.of());

  /** What a value is. */
  enum Kind {
    TASK_ID,
    STATUS,
    TEXT,
    NUMBER
  }

  /**
   * Cuts an entry that a parser has read: it is valid JSON.
   *
   * @param from its first byte, or the first of what separates it from the entry before
   * @param to behind its last byte
   * @param idAt the opening quote of the task id that counts
   * @param statusAt the opening quote of the status that counts
   */
  static EntrySpans of(byte[] bytes, int from, int to, int idAt, int statusAt) {
    EntrySpans spans = new EntrySpans(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int around = from;
    int at = from;
    while (bytes[at] != '{') {
      at++;
    }
    at++;
    while (at < to) {
      at = behind(':', bytes, at, to); // the next member's name
      while (at < to && bytes[at] <= ' ') {
        at++;
      }
      int end = at < to ? endOfValue(bytes, at) : to;
      if (at < to && bytes[at] == '"') {
        Kind kind = at == idAt ? Kind.TASK_ID : at == statusAt ? Kind.STATUS : Kind.TEXT;
        spans.add(bytes, around, at + 1, end - 1, kind);
        around = end - 1;
      } else if (at < to && (bytes[at] == '-' || Character.isDigit(bytes[at]))) {
        spans.add(bytes, around, at, end, Kind.NUMBER);
        around = end;
      }
      at = end;
    }
    spans.around.add(Arrays.copyOfRange(bytes, around, to));
    return spans;
  }

  private void add(byte[] bytes, int before, int from, int to, Kind kind) {
    around.add(Arrays.copyOfRange(bytes, before, from));
    values.add(Arrays.copyOfRange(bytes, from, to));
    kinds.add(kind);
  }

  /** Whether another entry has other values at most. */
  boolean isLike(EntrySpans other) {
    return kinds.equals(other.kinds) && Arrays.deepEquals(around.toArray(), other.around.toArray());
  }

  /** The one value of a kind; null if there is none. */
  byte @Nullable [] value(Kind kind) {
    int index = kinds.indexOf(kind);
    return index < 0 ? null : values.get(index);
  }

  private static int behind(char sought, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != sought) {
      at = bytes[at] == '"' ? endOfText(bytes, at) : at + 1;
    }
    return Math.min(at + 1, to);
  }

  private static int endOfValue(byte[] bytes, int from) {
    int at = from;
    int depth = 0;
    do {
      switch (bytes[at]) {
        case '"' -> at = endOfText(bytes, at);
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0 || (bytes[from] != '"' && isWithin(bytes[at])));
    return at;
  }

  /** Whether a number or a word goes on with this. */
  private static boolean isWithin(byte next) {
    return next > ' ' && next != ',' && next != '}';
  }

  private static int endOfText(byte[] bytes, int from) {
    int at = from + 1;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }
}
