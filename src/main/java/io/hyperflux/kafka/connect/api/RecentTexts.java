package io.hyperflux.kafka.connect.api;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * The few texts that come again and again, as one String each: a listing of a million tasks has
 * some four different statuses. Bounded, so that a listing that invents statuses costs no memory.
 */
final class RecentTexts {
  private static final int MOST = 16;

  private final String[] known = new String[MOST];
  private int size;

  /** The text of the parser's current token. */
  String textOf(JsonParser json) throws IOException {
    char[] chars = json.getTextCharacters();
    int offset = json.getTextOffset();
    int length = json.getTextLength();
    for (int i = 0; i < size; i++) {
      if (equals(known[i], chars, offset, length)) {
        return known[i];
      }
    }
    String text = new String(chars, offset, length);
    if (size < MOST) {
      known[size++] = text;
    }
    return text;
  }

  private static boolean equals(String text, char[] chars, int offset, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
