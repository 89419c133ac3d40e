package io.hyperflux.kafka.connect.tracking;

import java.util.List;

/**
 * The statuses of an API task that are known, and what they mean. The API may add others at any
 * time.
 */
public final class Statuses {
  public static final String CREATED = "CREATED";
  public static final String IN_PROGRESS = "IN_PROGRESS";
  public static final String COMPLETED = "COMPLETED";
  public static final String FAILED = "FAILED";

  /** The statuses that the provider names. */
  public static final List<String> KNOWN = List.of(CREATED, IN_PROGRESS, COMPLETED, FAILED);

  private Statuses() {}

  /** Whether a task with this status is not in flight any more. */
  public static boolean hasEnded(String status) {
    return status.equals(COMPLETED) || status.equals(FAILED);
  }

  /** Whether a task with this status has images. */
  public static boolean isCompleted(String status) {
    return status.equals(COMPLETED);
  }

  /**
   * The one of two statuses that counts where an API task stands in one listing twice: COMPLETED
   * before FAILED before unknown statuses (the greatest string) before IN_PROGRESS before CREATED.
   */
  static String winner(String a, String b) {
    int difference = rank(a) - rank(b);
    if (difference == 0) {
      difference = a.compareTo(b);
    }
    return difference >= 0 ? a : b;
  }

  private static int rank(String status) {
    return switch (status) {
      case COMPLETED -> 4;
      case FAILED -> 3;
      case IN_PROGRESS -> 1;
      case CREATED -> 0;
      default -> 2;
    };
  }
}
