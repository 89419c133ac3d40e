package io.hyperflux.kafka.connect.api;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;

/** The Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP date. */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * How long the server asks to wait.
   *
   * @param header may be null
   * @param now what a date is measured from
   * @return null without a header or with one that can't be understood; never negative
   */
  static Duration of(Header header, Instant now) {
    if (header == null || header.getValue() == null) {
      return null;
    }
    String value = header.getValue().trim();
    if (value.matches("[0-9]{1,18}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    Instant date = DateUtils.parseStandardDate(value);
    if (date == null) {
      return null;
    }
    Duration wait = Duration.between(now, date);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
