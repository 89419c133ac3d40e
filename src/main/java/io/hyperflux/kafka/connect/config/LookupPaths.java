package io.hyperflux.kafka.connect.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The paths at which single API tasks are looked up: mostly {@code {listing}/{task_id}}, but some
 * models of the provider share one path.
 */
public final class LookupPaths {
  private static final String VIDEO = "/v1/ai/image-to-video/";

  /** The provider's known exceptions, by listing. */
  private static final Map<String, String> BUILT_IN =
      Map.of(
          VIDEO + "kling-v2-1-pro", VIDEO + "kling-v2-1",
          VIDEO + "kling-v2-1-std", VIDEO + "kling-v2-1",
          VIDEO + "kling-pro", VIDEO + "kling",
          VIDEO + "kling-std", VIDEO + "kling",
          VIDEO + "kling-elements-pro", VIDEO + "kling-elements",
          VIDEO + "kling-elements-std", VIDEO + "kling-elements");

  private final Map<String, String> paths = new HashMap<>(BUILT_IN);

  /**
   * Adds configured paths to the built-in ones, and prefers the configured ones.
   *
   * @param given valid ones: {@code <listing>=<path>}
   */
  public LookupPaths(List<String> given) {
    for (String one : given) {
      paths.put(listing(one), path(one));
    }
  }

  /** The path below which the tasks of a listing are looked up. */
  public String of(String listing) {
    return paths.getOrDefault(listing, listing);
  }

  /** What stands before the first {@code =}, or all of it if there is none. */
  static String listing(String given) {
    int equals = given.indexOf('=');
    return equals < 0 ? given : given.substring(0, equals);
  }

  /** What stands behind the first {@code =}; null if there is none. */
  static @Nullable String path(String given) {
    int equals = given.indexOf('=');
    return equals < 0 ? null : given.substring(equals + 1);
  }

  /**
   * Checks the setting by itself.
   *
   * @throws ConfigException if one has no {@code =}, has no plain path on either side of it, or is
   *     of the same listing as one before
   */
  static void check(String name, List<?> given) {
    Set<String> before = new HashSet<>();
    for (Object one : given) {
      String text = (String) one;
      String listing = listing(text);
      String path = path(text);
      if (path == null) {
        throw new ConfigException(
            name, text, "has no =. Example: /v1/ai/a-model-pro=/v1/ai/a-model");
      }
      for (String side : List.of(listing, path)) {
        String trouble = UrlChecks.troubleWithListingPath(side);
        if (trouble != null) {
          throw new ConfigException(name, text, "holds '" + side + "', which " + trouble);
        }
      }
      if (!before.add(listing)) {
        throw new ConfigException(
            name, text, "is a second path for " + listing + ": name each listing once.");
      }
    }
  }
}
