package io.hyperflux.kafka.connect.quickstart;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A record on one line: time, task, previous status, status, the first image if there is room.
 *
 * @param at when the status was observed
 * @param taskId the API task
 * @param previousStatus null at first sight
 * @param status its status now
 * @param image the URL of its first image; null if it has none
 */
record RecordLine(Instant at, String taskId, String previousStatus, String status, String image) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int SHORT_ID = 8;
  private static final int WIDTH_WITHOUT_ID = 8 + 2 + 2 + 11 + 3 + 11;
  private static final int NARROWEST_WITH_TIME = WIDTH_WITHOUT_ID + SHORT_ID + 1;
  private static final int SHORTEST_IMAGE = 24;
  private static final String RESET = "\u001b[0m";
  private static final String DIM = "\u001b[2m";

  /**
   * The line.
   *
   * @param width columns of the terminal; a task id that does not fit is cut to eight characters, a
   *     URL to what is left; on a narrow terminal the time goes
   * @param images whether records have images: all ids are cut then if only one would have to be,
   *     so that columns stay columns
   */
  String format(ZoneId zone, int width, boolean images, boolean colour) {
    int needed = WIDTH_WITHOUT_ID + (images ? 2 + SHORTEST_IMAGE : 0);
    String id =
        taskId.length() <= width - needed || taskId.length() <= SHORT_ID
            ? taskId
            : taskId.substring(0, SHORT_ID) + "…";
    String before = "%11s".formatted(previousStatus == null ? "new" : previousStatus);
    String time = width < NARROWEST_WITH_TIME ? "" : TIME.withZone(zone).format(at) + "  ";
    String plain = "%s%s  %s → %s".formatted(time, id, before, status);
    String url = shortened(width - plain.length() - 2);
    return colour
        ? DIM
            + time
            + RESET
            + id
            + "  "
            + DIM
            + before
            + RESET
            + " → "
            + colourOf(status)
            + status
            + RESET
            + DIM
            + url
            + RESET
        : plain + url;
  }

  private String shortened(int room) {
    if (image == null || room < SHORTEST_IMAGE) {
      return "";
    }
    return "  " + (image.length() <= room ? image : image.substring(0, room - 1) + "…");
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
