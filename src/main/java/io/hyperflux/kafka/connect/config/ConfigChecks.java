package io.hyperflux.kafka.connect.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Checks of single settings. Each says what is wrong and what would be right; none prints a secret.
 * A null is left to the definition, which knows whether the key is required.
 */
public final class ConfigChecks {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  /** A secret that can stand in an HTTP header. */
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

  /** Where the API is. */
  static final Validator URL =
      described("http or https URL", (name, value) -> checkUrl(name, (String) value));

  /** The listings of a connector: at least one, none twice. */
  static final Validator LISTING_PATHS =
      described(
          "absolute paths, none twice", (name, value) -> checkListings(name, (List<?>) value));

  /** Statuses by commas; none for all. */
  static final Validator STATUSES =
      described("statuses, none twice", (name, value) -> checkStatuses(name, (List<?>) value));

  /** Where single tasks stand: {@code <listing>=<path>}, none twice. */
  static final Validator LOOKUP_PATHS =
      described(
          "listing=path, no listing twice",
          (name, value) -> LookupPaths.check(name, (List<?>) value));

  /** A topic's name, as the broker accepts it, in which {@code ${listing}} may stand. */
  static final Validator TOPIC_NAME =
      described(
          "topic name",
          (name, value) -> {
            String trouble = TopicNames.trouble(TopicNames.of((String) value, "/listing"));
            if (trouble != null) {
              throw new ConfigException(name, value, trouble);
            }
          });

  /** Where the proxy is. */
  static final Validator PROXY =
      described("http://host:port", (name, value) -> checkProxy(name, (String) value));

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

  /** A secret that need not stand in a header as it is. */
  static final Validator NOT_BLANK_SECRET =
      described(
          "not blank",
          (name, value) -> {
            if (((Password) value).value().isBlank()) {
              throw new ConfigException(name + " is blank. Without a login leave it out.");
            }
          });

  /** How a host name is compared with its certificate, or not at all. */
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

  /** Whether a URL's host is this machine, by its name alone: no DNS is asked. */
  static boolean isLoopback(URI url) {
    return LOOPBACK.matcher(url.getHost()).matches();
  }

  private static void checkUrl(String name, String value) {
    URI url;
    try {
      url = new URI(value);
    } catch (URISyntaxException e) {
      throw new ConfigException(name, value, "is no URL: " + e.getReason() + ".");
    }
    if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
      throw new ConfigException(name, value, "must start with https:// (or http://).");
    }
    if (url.getHost() == null) {
      throw new ConfigException(name, value, "names no host. Example: https://api.freepik.com");
    }
    if (url.getRawUserInfo() != null) {
      // not with the value: it holds a secret
      throw new ConfigException(
          name + " must not hold a user or password: the key goes into hyperflux.api.key.");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new ConfigException(
          name, value, "must end with the host or a base path, without ? and #.");
    }
  }

  private static void checkProxy(String name, String value) {
    URI url;
    try {
      url = new URI(value);
    } catch (URISyntaxException e) {
      // not with the value: it may hold a secret
      throw new ConfigException(name + " is no URL. Example: http://proxy.example.com:3128");
    }
    if (url.getRawUserInfo() != null
        || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
      throw new ConfigException(
          name
              + " must not hold a user or password: they go into http.proxy.username and"
              + " http.proxy.password.");
    }
    if (!"http".equals(url.getScheme())
        || url.getHost() == null
        || url.getPort() < 1
        || url.getPort() > 65_535
        || !url.getRawPath().isEmpty()
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new ConfigException(
          name,
          value,
          "must be http://host:port and nothing else. Example: http://proxy.example.com:3128");
    }
  }

  private static void checkListings(String name, List<?> paths) {
    if (paths.isEmpty()) {
      throw new ConfigException(
          name, paths, "is empty. Example: /v1/ai/text-to-image/hyperflux, or leave it out.");
    }
    Set<Object> before = new HashSet<>();
    for (Object path : paths) {
      String trouble = troubleWithListingPath((String) path);
      if (trouble != null) {
        throw new ConfigException(name, path, trouble);
      }
      if (!before.add(path)) {
        throw new ConfigException(name, path, "stands there twice: name each listing once.");
      }
    }
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

  /** What keeps a text from being the path of a listing; null if nothing does. */
  public static String troubleWithListingPath(String path) {
    if (path.isBlank()) {
      return "is empty. Example: /v1/ai/text-to-image/hyperflux";
    }
    if (path.contains("://")) {
      return "is a URL: give only its path here, and the host in hyperflux.api.url.";
    }
    if (!path.startsWith("/")) {
      return "must start with a slash.";
    }
    if (path.contains("?") || path.contains("#")) {
      return "must be a path alone, without ? and #.";
    }
    if (path.startsWith("//") || path.endsWith("/") || !isUriPath(path)) {
      return "is no plain URL path. Example: /v1/ai/text-to-image/hyperflux";
    }
    return null;
  }

  private static boolean isUriPath(String path) {
    try {
      return path.equals(new URI(path).getRawPath());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Validator described(String description, Validator check) {
    return new Validator() {
      @Override
      public void ensureValid(String name, Object value) {
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
