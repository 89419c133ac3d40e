package io.hyperflux.kafka.connect.api.response;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/** The Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP date. */
public final class RetryAfter {
  /** Longer waits are cut to this. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Some servers count in fractions. */
  private static final Pattern SECONDS = Pattern.compile("\\+?0*([0-9]+)(?:\\.([0-9]*))?");

  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /**
   * How long the server asks to wait.
   *
   * @param answer if it has several such headers, the longest wait counts
   * @param now what a date is measured from
   * @return null without a header or with one that can't be understood; never negative, at most a
   *     year
   */
  public static @Nullable Duration of(MessageHeaders answer, Instant now) {
    Duration longest = null;
    for (Header header : answer.getHeaders(HttpHeaders.RETRY_AFTER)) {
      Duration wait = header.getValue() == null ? null : of(header.getValue().strip(), now);
      if (wait != null && (longest == null || wait.compareTo(longest) > 0)) {
        longest = wait;
      }
    }
    return longest;
  }

  private static @Nullable Duration of(String value, Instant now) {
    Matcher seconds = SECONDS.matcher(value);
    if (seconds.matches()) {
      String whole = seconds.group(1);
      String fraction = seconds.group(2);
      boolean roundUp = fraction != null && !fraction.matches("0*");
      return whole.length() > MOST_DIGITS
          ? LONGEST
          : bounded(Duration.ofSeconds(Long.parseLong(whole) + (roundUp ? 1 : 0)));
    }
    Instant date = HttpDate.parse(value, now);
    return date == null ? null : bounded(Duration.between(now, date));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
