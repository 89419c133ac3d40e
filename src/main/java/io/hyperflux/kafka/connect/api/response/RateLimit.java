package io.hyperflux.kafka.connect.api.response;

import java.time.Duration;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The rate limit that an answer tells in its headers, for the endpoint that was requested.
 *
 * @param limit how many requests it takes in a window, -1 if it does not say
 * @param remaining how many of them are left, -1 if it does not say
 * @param reset how long, from the answer on, until the window ends, at most 31 days; null if it
 *     does not say
 */
public record RateLimit(long limit, long remaining, @Nullable Duration reset) {
  private static final long UNKNOWN = -1;
  private static final int MOST_DIGITS = 12;

  /** A larger number is a time of day, in seconds or milliseconds. */
  private static final long LONGEST_RESET = Duration.ofDays(31).toSeconds();

  /**
   * Reads the provider's own headers, or those of the IETF's drafts. A header that is not a number
   * from 0 on, is huge, or stands there twice, is ignored.
   *
   * @return null if nothing is said
   */
  public static @Nullable RateLimit of(MessageHeaders answer) {
    RateLimit own =
        of(
            number(answer, "x-ratelimit-limit"),
            number(answer, "x-ratelimit-remaining"),
            number(answer, "x-ratelimit-reset"));
    if (own != null) {
      return own;
    }
    RateLimit threeHeaders =
        of(
            number(answer, "RateLimit-Limit"),
            number(answer, "RateLimit-Remaining"),
            number(answer, "RateLimit-Reset"));
    return threeHeaders != null ? threeHeaders : ofOneHeader(value(answer, "RateLimit"));
  }

  private static @Nullable RateLimit of(long limit, long remaining, long reset) {
    boolean hasReset = reset != UNKNOWN && reset <= LONGEST_RESET;
    return limit == UNKNOWN && remaining == UNKNOWN && !hasReset
        ? null
        : new RateLimit(limit, remaining, hasReset ? Duration.ofSeconds(reset) : null);
  }

  /** {@code limit=300, remaining=299, reset=60}, or {@code "name";r=299;t=60}. */
  private static @Nullable RateLimit ofOneHeader(@Nullable String value) {
    return value == null
        ? null
        : of(
            parameter(value, "limit", "limit"),
            parameter(value, "remaining", "r"),
            parameter(value, "reset", "t"));
  }

  private static long parameter(String value, String name, String shortName) {
    long found = UNKNOWN;
    int times = 0;
    for (String part : value.split("[,;]", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? "" : part.substring(0, equals).strip();
      if (key.equalsIgnoreCase(name) || key.equalsIgnoreCase(shortName)) {
        found = number(part.substring(equals + 1));
        times++;
      }
    }
    return times == 1 ? found : UNKNOWN;
  }

  private static long number(MessageHeaders answer, String name) {
    String value = value(answer, name);
    if (value == null) {
      return UNKNOWN;
    }
    // the limit may be followed by the policies behind it: 100, 100;w=60
    int comma = value.indexOf(',');
    return number(comma >= 0 && value.indexOf(';') > comma ? value.substring(0, comma) : value);
  }

  private static @Nullable String value(MessageHeaders answer, String name) {
    Header header = answer.getFirstHeader(name);
    return header == null || answer.countHeaders(name) != 1 ? null : header.getValue();
  }

  private static long number(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
      return UNKNOWN;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return UNKNOWN;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
