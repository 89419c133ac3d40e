package io.hyperflux.kafka.connect.api.json;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds when signed URLs expire: {@code exp=<epoch seconds>} anywhere in their query, as in {@code
 * ?token=exp=1793880000~hmac=...}.
 */
final class UrlExpiry {
  /** Behind the beginning or a separator, percent-encoded or not. */
  private static final Pattern EXP =
      Pattern.compile(
          "(?:^|[^0-9A-Za-z_.-]|%[0-9A-Fa-f]{2})exp(?:=|%3[Dd])([0-9]{1,12})(?![0-9A-Za-z_.])");

  /** A larger number is a time in milliseconds, or no time. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private UrlExpiry() {}

  /**
   * The earliest time at which one of these URLs expires.
   *
   * @return null if there is none after now
   */
  static @Nullable Instant first(List<String> urls, Instant now) {
    long past = now.getEpochSecond();
    long first = Long.MAX_VALUE;
    for (String url : urls) {
      Matcher exp = EXP.matcher(query(url));
      while (exp.find()) {
        long time = Long.parseLong(exp.group(1));
        if (time > past && time - past <= LONGEST.toSeconds()) {
          first = Math.min(first, time);
        }
      }
    }
    return first == Long.MAX_VALUE ? null : Instant.ofEpochSecond(first);
  }

  private static String query(String url) {
    int fragment = url.indexOf('#');
    int end = fragment < 0 ? url.length() : fragment;
    int begin = url.indexOf('?');
    return begin < 0 || begin > end ? "" : url.substring(begin + 1, end);
  }
}
