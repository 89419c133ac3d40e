package io.hyperflux.kafka.connect.quickstart;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A record on one line: time, task, previous status, status.
 *
 * @param at when the status was observed
 * @param taskId the API task
 * @param previousStatus null at first sight
 * @param status its status now
 */
record RecordLine(Instant at, String taskId, String previousStatus, String status) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int SHORT_ID = 8;
  private static final int WIDTH_WITHOUT_ID = 8 + 2 + 2 + 11 + 3 + 11;
  private static final String RESET = "\u001b[0m";
  private static final String DIM = "\u001b[2m";

  /**
   * The line.
   *
   * @param width columns of the terminal; a task id that does not fit is cut to eight characters
   */
  String format(ZoneId zone, int width, boolean colour) {
    String id =
        WIDTH_WITHOUT_ID + taskId.length() <= width || taskId.length() <= SHORT_ID
            ? taskId
            : taskId.substring(0, SHORT_ID) + "…";
    String before = "%11s".formatted(previousStatus == null ? "new" : previousStatus);
    String time = TIME.withZone(zone).format(at);
    return colour
        ? "%s%s%s  %s  %s%s →%s %s%s%s"
            .formatted(DIM, time, RESET, id, DIM, before, RESET, colourOf(status), status, RESET)
        : "%s  %s  %s → %s".formatted(time, id, before, status);
  }

  private static String colourOf(String status) {
    return switch (status) {
      case "COMPLETED" -> "\u001b[32m";
      case "FAILED" -> "\u001b[31m";
      case "CREATED", "IN_PROGRESS" -> "\u001b[33m";
      default -> "\u001b[36m";
    };
  }
}
