package io.hyperflux.kafka.connect.quickstart;

import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was given as {@code -D<key>=<value>}.
 *
 * @param settings of the connector; a key that only begins like one of them has an empty value
 * @param atMost how long to watch; null for as long as nobody ends it
 */
record Given(Map<String, String> settings, Duration atMost) {
  private static final String OWN = "quickstart.";
  private static final String SECONDS = OWN + "seconds";
  private static final String KEY = "hyperflux.api.key";

  /** Java's own properties, and those of Maven's transports, that begin like the connector's. */
  private static final Pattern JAVAS =
      Pattern.compile(
          "http\\.(proxy[A-Z]\\w*|nonProxyHosts|agent|keepAlive.*|max[A-Z]\\w*|auth\\..*)");

  /**
   * Finds it among all properties of the JVM. A slip in a setting's name is handed on to the
   * connector, which tells what was probably meant; its value is not, it may be a secret.
   *
   * @throws IllegalArgumentException with what to do, if one can't be taken
   */
  static Given among(Properties properties) {
    if (properties.containsKey(KEY)) {
      throw new IllegalArgumentException(
          "-D"
              + KEY
              + " is not taken, for everyone on this machine can read a command line: set"
              + " HYPERFLUX_API_KEY in the environment");
    }
    Set<String> known = new HyperfluxSourceConnector().config().names();
    Set<String> beginnings =
        known.stream()
            .filter(key -> key.contains("."))
            .map(key -> key.substring(0, key.indexOf('.') + 1))
            .collect(Collectors.toSet());
    Map<String, String> settings = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (known.contains(key)) {
        settings.put(key, properties.getProperty(key));
      } else if (beginnings.stream().anyMatch(key::startsWith) && !JAVAS.matcher(key).matches()) {
        settings.put(key, "");
      } else if (key.startsWith(OWN) && !key.equals(SECONDS)) {
        throw new IllegalArgumentException(
            "-D" + key + " is nothing the quickstart knows. Did you mean -D" + SECONDS + "?");
      }
    }
    return new Given(settings, duration(properties.getProperty(SECONDS)));
  }

  private static Duration duration(String seconds) {
    if (seconds == null || seconds.isBlank()) {
      return null;
    }
    if (!seconds.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "-D" + SECONDS + " takes a whole number of seconds, not " + seconds);
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }
}
