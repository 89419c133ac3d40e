package io.hyperflux.kafka.connect.validation;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds settings that were meant for this connector and are none of it. Connect would ignore them
 * silently.
 *
 * <p>A key counts as meant for the connector if it begins like one of its keys, differs from one by
 * a letter or two, or lacks only the {@code hyperflux.} or {@code http.} before it. Connect's own
 * keys (converters, transformations, error handling) are none of these. Only names are looked at,
 * never values. Thread-safe.
 */
public final class UnknownKeys {
  /** How the connector's keys begin, except {@code topic}. */
  static final List<String> PREFIXES =
      List.of("batch.", "emit.", "http.", "hyperflux.", "lookup.", "poll.", "retry.", "validate.");

  private static final List<String> OFTEN_LEFT_OUT = List.of("hyperflux.", "http.");
  private static final int A_LETTER_OR_TWO = 2;

  private UnknownKeys() {}

  /**
   * A sentence for each of these keys, in alphabetical order.
   *
   * @param given the names of all settings of a connector, Connect's too
   * @param known the names that the connector defines
   */
  public static SortedMap<String, String> messages(Set<String> given, Set<String> known) {
    SortedMap<String, String> messages = new TreeMap<>();
    given.stream()
        .filter(Predicate.not(known::contains))
        .forEach(
            key -> {
              String meant = meant(key, known);
              if (meant != null || PREFIXES.stream().anyMatch(key::startsWith)) {
                messages.put(key, message(key, meant));
              }
            });
    return messages;
  }

  private static String message(String key, @Nullable String meant) {
    if (key.startsWith("hyperflux.task.")) {
      return key
          + " is internal: the connector itself sets it for its Connect tasks. Leave it out.";
    }
    return key
        + " is no setting of this connector and has no effect."
        + (meant == null ? " Leave it out." : " Did you mean " + meant + "?");
  }

  private static @Nullable String meant(String key, Set<String> known) {
    boolean beginsLikeOurs = PREFIXES.stream().anyMatch(key::startsWith);
    String written = key.strip().replace('_', '.').replace('-', '.');
    String meant =
        Spelling.nearest(written, known, beginsLikeOurs ? Integer.MAX_VALUE : A_LETTER_OR_TWO);
    for (String leftOut : OFTEN_LEFT_OUT) {
      if (meant == null) {
        Set<String> longer =
            known.stream().filter(name -> name.startsWith(leftOut)).collect(Collectors.toSet());
        meant = Spelling.nearest(leftOut + written, longer, 1);
      }
    }
    return meant;
  }
}
