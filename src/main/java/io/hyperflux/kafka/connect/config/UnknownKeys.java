package io.hyperflux.kafka.connect.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds misspelled settings: keys that begin like the connector's own but are not defined. Connect
 * would ignore them silently.
 *
 * <p>A key counts as meant for the connector by how it begins, so Connect's own keys (converters,
 * transformations, error handling) never do. Only names are looked at, never values. Thread-safe.
 */
public final class UnknownKeys {
  /** How the connector's keys begin, except {@link ConfigKeys#TOPIC}. */
  static final List<String> PREFIXES =
      List.of("batch.", "emit.", "http.", "hyperflux.", "lookup.", "poll.", "retry.", "validate.");

  private UnknownKeys() {}

  /**
   * A sentence for each key that begins like one of the connector's and is none, in alphabetical
   * order.
   *
   * @param given the names of all settings of a connector, Connect's too
   * @param known the names that the connector defines
   */
  public static List<String> warnings(Set<String> given, Set<String> known) {
    return new TreeSet<>(given)
        .stream()
            .filter(key -> !known.contains(key) && PREFIXES.stream().anyMatch(key::startsWith))
            .map(key -> warning(key, nearest(key, known)))
            .toList();
  }

  private static String warning(String key, @Nullable String nearest) {
    return key
        + " is no setting of this connector and has no effect."
        + (nearest == null ? "" : " Did you mean " + nearest + "?");
  }

  /**
   * The known key with the fewest differing letters; null if that is too many for a typing error.
   */
  private static @Nullable String nearest(String given, Collection<String> known) {
    String key = given.toLowerCase(Locale.ROOT);
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : new TreeSet<>(known)) {
      int slips = slips(key, name);
      if (slips <= Math.max(key.length(), name.length()) / 3 && slips < fewest) {
        nearest = name;
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
