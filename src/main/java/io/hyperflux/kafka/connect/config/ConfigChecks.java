package io.hyperflux.kafka.connect.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Validators of single settings. Their messages say what is wrong and what would be right, and
 * never contain a secret. They accept null: {@code ConfigDef} itself reports a required setting
 * that is missing.
 */
final class ConfigChecks {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** The API key: printable ASCII without blanks, so that it can be an HTTP header value. */
  static final Validator HEADER_VALUE =
      described(
          "printable, not blank",
          (name, value) -> {
            String secret = ((Password) value).value();
            if (secret.isBlank()) {
              throw new ConfigException(name + " is blank: put your API key there.");
            }
            if (!secret.chars().allMatch(c -> c > ' ' && c < 127)) {
              throw new ConfigException(
                  name
                      + " holds a blank, a line break or a character outside ASCII: no API key has"
                      + " one. Was it copied whole, and without what stands around it?");
            }
          });

  /** The name of an HTTP header (RFC 9110, 5.1). */
  static final Validator HEADER_NAME =
      described(
          "HTTP header name",
          (name, value) -> {
            if (!TOKEN.matcher((String) value).matches()) {
              throw new ConfigException(
                  name, value, "is no HTTP header name. The API's is x-freepik-api-key.");
            }
          });

  /** The URL of the API. */
  static final Validator URL =
      described("http or https URL", (name, value) -> UrlChecks.checkUrl(name, (String) value));

  /** The listings of a connector: at least one, none twice. */
  static final Validator LISTING_PATHS =
      described(
          "absolute paths, none twice",
          (name, value) -> UrlChecks.checkListings(name, (List<?>) value));

  /** A list of statuses; an empty one means all. */
  static final Validator STATUSES =
      described("statuses, none twice", (name, value) -> checkStatuses(name, (List<?>) value));

  /** Paths for look-ups: {@code <listing>=<path>}, each listing at most once. */
  static final Validator LOOKUP_PATHS =
      described(
          "listing=path, no listing twice",
          (name, value) -> LookupPaths.check(name, (List<?>) value));

  /** A valid topic name, in which {@code ${listing}} may stand. */
  static final Validator TOPIC_NAME =
      described(
          "topic name",
          (name, value) -> {
            String trouble = TopicNames.trouble(TopicNames.of((String) value, "/listing"));
            if (trouble != null) {
              throw new ConfigException(name, value, trouble);
            }
          });

  /** The URL of the proxy. */
  static final Validator PROXY =
      described("http://host:port", (name, value) -> UrlChecks.checkProxy(name, (String) value));

  /** A user name that can be sent to a proxy (RFC 7617, 2). */
  static final Validator USERNAME =
      described(
          "not blank, no colon",
          (name, value) -> {
            String username = (String) value;
            if (username.isBlank() || username.contains(":")) {
              // not with the value: behind a colon stands a password
              throw new ConfigException(
                  name + " must be a name without a colon. Without a login leave it out.");
            }
          });

  /** A password that is sent encoded (Basic authentication): anything but blanks. */
  static final Validator NOT_BLANK_SECRET =
      described(
          "not blank",
          (name, value) -> {
            if (((Password) value).value().isBlank()) {
              throw new ConfigException(name + " is blank. Without a login leave it out.");
            }
          });

  /** The endpoint identification algorithm: https, or empty for no check of the host name. */
  static final Validator HTTPS_OR_EMPTY =
      described(
          "https or empty",
          (name, value) -> {
            String algorithm = (String) value;
            if (!algorithm.isEmpty() && !algorithm.equalsIgnoreCase("https")) {
              throw new ConfigException(
                  name,
                  value,
                  "must be https; or empty, which takes certificates of any other host too.");
            }
          });

  private ConfigChecks() {}

  /** A number within bounds, both included. */
  public static Validator between(Number least, Number most) {
    Range range = Range.between(least, most);
    return described(range.toString(), range);
  }

  private static void checkStatuses(String name, List<?> statuses) {
    Set<Object> before = new HashSet<>();
    for (Object status : statuses) {
      String text = (String) status;
      if (text.isBlank() || text.length() > 256) {
        throw new ConfigException(
            name, statuses, "holds an empty status. Example: COMPLETED,FAILED");
      }
      if (!before.add(status)) {
        throw new ConfigException(name, status, "stands there twice: name each status once.");
      }
    }
  }

  private static Validator described(String description, Validator check) {
    return new Validator() {
      @Override
      public void ensureValid(String name, @Nullable Object value) {
        if (value != null) {
          check.ensureValid(name, value);
        }
      }

      @Override
      public String toString() {
        return description;
      }
    };
  }
}
