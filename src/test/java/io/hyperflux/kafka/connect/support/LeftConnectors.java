package io.hyperflux.kafka.connect.support;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The connectors that a test has left behind. */
final class LeftConnectors {
  private static final int NOT_FOUND = 404;

  private LeftConnectors() {}

  /**
   * Deletes all that there are; tries each before it throws.
   *
   * @throws AssertionError that says which are left, and why
   */
  static void delete(ConnectRest rest) {
    Map<String, RuntimeException> failures = new TreeMap<>();
    for (String name : list(rest)) {
      try {
        rest.delete(name);
      } catch (RuntimeException e) {
        // one that is gone may be listed for a moment
        if (!(e instanceof RestException answer && answer.status() == NOT_FOUND)) {
          failures.put(name, e);
        }
      }
    }
    if (!failures.isEmpty()) {
      AssertionError left =
          new AssertionError("Connectors could not be deleted: " + failures.keySet());
      failures.values().forEach(left::addSuppressed);
      throw left;
    }
  }

  private static List<String> list(ConnectRest rest) {
    try {
      return rest.connectors();
    } catch (RuntimeException e) {
      throw new AssertionError(
          "Connectors could not be deleted, since the worker does not list them; was it left"
              + " stopped? "
              + e.getMessage(),
          e);
    }
  }
}
