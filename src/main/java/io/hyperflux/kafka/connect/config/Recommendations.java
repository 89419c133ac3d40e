package io.hyperflux.kafka.connect.config;

import io.hyperflux.kafka.connect.tracking.Statuses;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * Recommends values for a setting, and hides it in forms while it has no effect because of other
 * settings, unless it has a value of its own.
 */
final class Recommendations implements ConfigDef.Recommender {
  private static final List<Object> STORE_TYPES = List.of("PEM", "PKCS12", "JKS");

  private static final Map<String, List<Object>> OFFERED =
      Map.of(
          ConfigKeys.API_URL,
          List.of("https://api.freepik.com", "https://api.magnific.com"),
          ConfigKeys.API_KEY_HEADER,
          List.of("x-freepik-api-key", "x-magnific-api-key"),
          ConfigKeys.EMIT_STATUSES,
          List.copyOf(Statuses.KNOWN),
          ConfigKeys.TLS_PREFIX + "ssl.truststore.type",
          STORE_TYPES,
          ConfigKeys.TLS_PREFIX + "ssl.keystore.type",
          STORE_TYPES,
          ConfigKeys.TLS_PREFIX + "ssl.endpoint.identification.algorithm",
          List.of("https", ""));

  /**
   * Whether a setting has an effect with these values of the others. A value that can't be read
   * counts as one that gives it an effect.
   */
  private static final Map<String, Predicate<Map<String, Object>>> OF_USE =
      Map.of(
          ConfigKeys.ALLOW_PLAINTEXT,
          others -> !String.valueOf(others.get(ConfigKeys.API_URL)).startsWith("https:"),
          ConfigKeys.LOOKUP_TIMEOUT,
          others -> !Boolean.FALSE.equals(others.get(ConfigKeys.LOOKUP_COMPLETED)),
          ConfigKeys.LOOKUP_PATHS,
          others ->
              !Boolean.FALSE.equals(others.get(ConfigKeys.LOOKUP_COMPLETED))
                  || !Boolean.FALSE.equals(others.get(ConfigKeys.LOOKUP_MISSING)),
          ConfigKeys.PROXY_USERNAME,
          others -> others.get(ConfigKeys.PROXY_URL) != null,
          ConfigKeys.PROXY_PASSWORD,
          others -> others.get(ConfigKeys.PROXY_URL) != null);

  // each depends on one alone: Connect would report its errors once for each
  private static final Map<String, List<String>> DEPENDENTS =
      Map.of(
          ConfigKeys.API_URL, List.of(ConfigKeys.ALLOW_PLAINTEXT),
          ConfigKeys.LOOKUP_MISSING, List.of(ConfigKeys.LOOKUP_PATHS),
          ConfigKeys.LOOKUP_COMPLETED, List.of(ConfigKeys.LOOKUP_TIMEOUT),
          ConfigKeys.PROXY_URL, List.of(ConfigKeys.PROXY_USERNAME, ConfigKeys.PROXY_PASSWORD));

  private final List<Object> offered;
  private final @Nullable Object defaultValue;

  private Recommendations(List<Object> offered, @Nullable Object defaultValue) {
    this.offered = offered;
    this.defaultValue = defaultValue;
  }

  /** The recommendations on a setting. */
  static ConfigDef.Recommender on(String key, ConfigDef.Type type, @Nullable Object defaultValue) {
    List<Object> either = type == ConfigDef.Type.BOOLEAN ? List.of(true, false) : List.of();
    Object parsedDefault =
        type == ConfigDef.Type.LIST && "".equals(defaultValue) ? List.of() : defaultValue;
    return new Recommendations(OFFERED.getOrDefault(key, either), parsedDefault);
  }

  /** The settings that may come into use or go out of it when this one changes. */
  static List<String> dependents(String key) {
    return DEPENDENTS.getOrDefault(key, List.of());
  }

  @Override
  public List<Object> validValues(String key, Map<String, Object> settings) {
    return offered;
  }

  @Override
  public boolean visible(String key, Map<String, Object> settings) {
    return !Objects.equals(settings.get(key), defaultValue)
        || OF_USE.getOrDefault(key, others -> true).test(settings);
  }
}
