package io.hyperflux.kafka.connect.validation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody meant who typed another one. Case does not count. */
final class Spelling {
  private Spelling() {}

  /**
   * The word with the fewest letters that differ; of several the first one.
   *
   * @return null if more than {@code most} letters differ, or more than a third
   */
  static @Nullable String nearest(String typed, Collection<String> words, int most) {
    String given = typed.toLowerCase(Locale.ROOT);
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String word : new TreeSet<>(words)) {
      int slips = slips(given, word.toLowerCase(Locale.ROOT));
      int allowed = Math.min(most, Math.max(given.length(), word.length()) / 3);
      if (slips <= allowed && slips < fewest) {
        nearest = word;
        fewest = slips;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance: letters put in, left out or replaced to get from one to the other. */
  private static int slips(String from, String to) {
    int[] above = new int[to.length() + 1];
    Arrays.setAll(above, column -> column);
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                above[column - 1] + replaced, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[to.length()];
  }
}
