package io.hyperflux.kafka.connect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a listing's single API tasks stand: mostly at {@code {listing}/{task_id}}, but some models
 * of the provider share a path for them.
 */
final class LookupPaths {
  private static final String VIDEO = "/v1/ai/image-to-video/";

  /** The provider's own exceptions, as clients of it know them. */
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
   * The built-in ones, and those given, which go before.
   *
   * @param given valid ones: {@code <listing>=<path>}
   */
  LookupPaths(List<String> given) {
    for (String one : given) {
      paths.put(listing(one), path(one));
    }
  }

  /** The path below which the tasks of a listing are looked up. */
  String of(String listing) {
    return paths.getOrDefault(listing, listing);
  }

  /** What stands before the first {@code =}, or all of it if there is none. */
  static String listing(String given) {
    int equals = given.indexOf('=');
    return equals < 0 ? given : given.substring(0, equals);
  }

  /** What stands behind the first {@code =}; null if there is none. */
  static String path(String given) {
    int equals = given.indexOf('=');
    return equals < 0 ? null : given.substring(equals + 1);
  }
}
