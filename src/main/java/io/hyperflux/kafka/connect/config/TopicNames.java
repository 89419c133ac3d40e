package io.hyperflux.kafka.connect.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds topic names from the setting {@code topic}, which may contain {@code ${listing}}. */
final class TopicNames {
  /** Stands for the last segment of a listing's path. */
  static final String LISTING = "${listing}";

  private static final int LONGEST = 249;
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private TopicNames() {}

  /** Whether each listing has a topic of its own. */
  static boolean isByListing(String topic) {
    return topic.contains(LISTING);
  }

  /**
   * The topic of a listing. The segment is made safe: what a topic's name can't hold becomes an
   * underscore, and what is too long is cut.
   *
   * @param topic a topic's name, with placeholders or without
   * @param listing an absolute path
   */
  public static String of(String topic, String listing) {
    if (!isByListing(topic)) {
      return topic;
    }
    String segment =
        listing.substring(listing.lastIndexOf('/') + 1).replaceAll("[^a-zA-Z0-9._-]", "_");
    int placeholders = (topic.length() - topic.replace(LISTING, "").length()) / LISTING.length();
    int around = topic.length() - placeholders * LISTING.length();
    int room = Math.max(1, (LONGEST - around) / placeholders);
    return topic.replace(LISTING, segment.length() <= room ? segment : segment.substring(0, room));
  }

  /** Why a text is not a valid topic name; null if it is one. */
  static @Nullable String trouble(String topic) {
    if (topic.contains("${")) {
      return "holds a placeholder that nothing is known for: only ${listing} is.";
    }
    return VALID.matcher(topic).matches() && !topic.equals(".") && !topic.equals("..")
        ? null
        : "is no topic name: use 1 to 249 letters, digits, dots, dashes and underscores.";
  }
}
