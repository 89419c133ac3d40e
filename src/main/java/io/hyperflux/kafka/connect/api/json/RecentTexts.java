package io.hyperflux.kafka.connect.api.json;

import java.util.Arrays;

/**
 * Returns one String instance for each of a few frequent texts: a listing of a million tasks has
 * some four different statuses. Bounded, so that a listing that invents statuses costs no memory.
 */
final class RecentTexts {
  private static final int MOST = 16;

  private final char[][] characters = new char[MOST][];
  private final String[] texts = new String[MOST];
  private int size;

  /** The text of these characters. */
  String of(char[] buffer, int from, int length) {
    int to = from + length;
    for (int i = 0; i < size; i++) {
      if (Arrays.equals(characters[i], 0, characters[i].length, buffer, from, to)) {
        return texts[i];
      }
    }
    String text = new String(buffer, from, length);
    if (size == MOST) {
      return text;
    }
    characters[size] = text.toCharArray();
    texts[size] = text.intern(); // the same as what is restored: compared by identity first
    return texts[size++];
  }
}
