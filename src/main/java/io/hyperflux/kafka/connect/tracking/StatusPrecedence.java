package io.hyperflux.kafka.connect.tracking;

/**
 * Which status counts when an API task stands in one listing more than once: COMPLETED before
 * FAILED before unknown statuses (the greatest string) before IN_PROGRESS before CREATED.
 */
final class StatusPrecedence {
  private StatusPrecedence() {}

  /** The one of two statuses that counts. */
  static String winner(String a, String b) {
    int difference = rank(a) - rank(b);
    if (difference == 0) {
      difference = a.compareTo(b);
    }
    return difference >= 0 ? a : b;
  }

  private static int rank(String status) {
    return switch (status) {
      case "COMPLETED" -> 4;
      case "FAILED" -> 3;
      case "IN_PROGRESS" -> 1;
      case "CREATED" -> 0;
      default -> 2;
    };
  }
}
