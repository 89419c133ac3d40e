package io.hyperflux.kafka.connect.api.response;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses HTTP dates in each of their three forms (RFC 9110, 5.6.7), and ISO 8601. The name of the
 * day is ignored.
 */
final class HttpDate {
  private static final String TIME = "([0-9]{1,2}):([0-9]{2}):([0-9]{2})";

  /** {@code Fri, 31 Dec 2027 23:59:59 GMT} and {@code Friday, 31-Dec-27 23:59:59 GMT}. */
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:[A-Za-z]+,?\\s+)?([0-9]{1,2})[ -]([A-Za-z]{3})[A-Za-z]*[ -]([0-9]{2}|[0-9]{4})\\s+"
              + TIME
              + "(?:\\s+(?:GMT|UTC|UT|Z|[+-]0000))?",
          Pattern.CASE_INSENSITIVE);

  /** {@code Fri Dec 31 23:59:59 2027}, C's asctime. */
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "(?:[A-Za-z]+,?\\s+)?([A-Za-z]{3})\\s+([0-9]{1,2})\\s+"
              + TIME
              + "\\s+(?:GMT\\s+|UTC\\s+)?([0-9]{4})",
          Pattern.CASE_INSENSITIVE);

  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private HttpDate() {}

  /**
   * The time that a date stands for.
   *
   * @param now decides which century a year of two digits is in: none is more than 50 years ahead
   * @return null if it is no date
   */
  static @Nullable Instant parse(String text, Instant now) {
    try {
      Matcher date = DAY_FIRST.matcher(text);
      if (date.matches()) {
        int year = year(date.group(3), now);
        return instant(year, date.group(2), date.group(1), date, 4);
      }
      date = MONTH_FIRST.matcher(text);
      if (date.matches()) {
        int year = Integer.parseInt(date.group(6));
        return instant(year, date.group(1), date.group(2), date, 3);
      }
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int year(String digits, Instant now) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return year;
    }
    int last = now.atOffset(ZoneOffset.UTC).getYear() + 50;
    return last - Math.floorMod(last - year, 100);
  }

  private static Instant instant(int year, String month, String day, Matcher date, int time) {
    int months = MONTHS.indexOf(month.toLowerCase(Locale.ROOT));
    if (months < 0 || months % 3 != 0) {
      throw new DateTimeException("no month");
    }
    int second = Math.min(59, number(date, time + 2)); // 60 is a leap second
    return LocalDateTime.of(
            year,
            months / 3 + 1,
            Integer.parseInt(day),
            number(date, time),
            number(date, time + 1),
            second)
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(Matcher date, int group) {
    return Integer.parseInt(date.group(group));
  }
}
