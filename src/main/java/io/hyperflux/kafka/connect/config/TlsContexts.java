package io.hyperflux.kafka.connect.config;

import io.hyperflux.kafka.connect.api.TlsSettings;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates the SSL context from the {@code http.ssl.*} settings, with Kafka's own code for key
 * stores. No other class uses Kafka's TLS classes.
 */
final class TlsContexts {
  static final String SETTINGS = ConfigKeys.TLS_PREFIX + "ssl.";
  private static final Map<String, Object> DEFAULTS = defaults();

  private TlsContexts() {}

  /** Whether a setting is one of those that are read here. */
  static boolean concerns(String key) {
    return key.startsWith(SETTINGS);
  }

  /**
   * Opens the key stores.
   *
   * @param settings parsed settings; others than {@code http.ssl.*} are ignored
   * @return null if all are at their defaults: the JVM's TLS is to be used then
   * @throws UnusableException if a setting is wrong, in words without any password
   */
  static @Nullable TlsSettings of(Map<String, ?> settings) {
    Map<String, Object> tls = new HashMap<>(DEFAULTS);
    settings.forEach(
        (key, value) -> {
          if (concerns(key)) {
            tls.put(key.substring(ConfigKeys.TLS_PREFIX.length()), value);
          }
        });
    return tls.equals(DEFAULTS) ? null : opened(tls);
  }

  /** Opens the stores one after the other, so that an error names the right setting. */
  private static TlsSettings opened(Map<String, Object> tls) {
    TlsStore trust = new TlsStore("truststore", "certificates", tls);
    TlsStore key = new TlsStore("keystore", "key", tls);
    try {
      open(without(tls, trust, key));
    } catch (KafkaException e) {
      throw new UnusableException(
          SETTINGS + "protocol",
          "the JVM does not have what it, http.ssl.provider or one of the http.ssl.*.algorithm"
              + " settings names. Leave them out unless you need them.");
    }
    trust.mustExist();
    key.mustExist();
    try {
      open(without(tls, key));
    } catch (KafkaException e) {
      throw trust.unusable(e);
    }
    try {
      SSLContext context = open(tls);
      return new TlsSettings(
          context,
          supported(tls, SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, context),
          supported(tls, SslConfigs.SSL_CIPHER_SUITES_CONFIG, context),
          !"".equals(tls.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG)));
    } catch (KafkaException e) {
      throw e instanceof UnusableException ? e : key.unusable(e);
    }
  }

  private static SSLContext open(Map<String, Object> tls) {
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(tls);
      if (isEmpty(factory.truststore())) {
        throw new InvalidConfigurationException(
            "It holds no certificate that this password opens.");
      }
      return factory.sslContext();
    }
  }

  /** Whether a store has no entry, as a PKCS12 one seems to without its password. */
  private static boolean isEmpty(@Nullable KeyStore store) {
    try {
      return store != null && store.size() == 0;
    } catch (KeyStoreException e) {
      throw new KafkaException(e);
    }
  }

  private static Map<String, Object> without(Map<String, Object> tls, TlsStore... stores) {
    Map<String, Object> rest = new HashMap<>(tls);
    for (TlsStore store : stores) {
      rest.keySet().removeIf(store::owns);
    }
    return rest;
  }

  private static List<String> supported(
      Map<String, Object> tls, String setting, SSLContext context) {
    if (!(tls.get(setting) instanceof List<?> wanted)) {
      return List.of();
    }
    SSLParameters parameters = context.getSupportedSSLParameters();
    List<String> names =
        Arrays.asList(
            setting.equals(SslConfigs.SSL_CIPHER_SUITES_CONFIG)
                ? parameters.getCipherSuites()
                : parameters.getProtocols());
    List<String> unknown =
        wanted.stream().map(String.class::cast).filter(Predicate.not(names::contains)).toList();
    if (!unknown.isEmpty()) {
      throw new UnusableException(
          ConfigKeys.TLS_PREFIX + setting,
          "the JVM does not have %s. It has %s.".formatted(unknown, names));
    }
    return wanted.stream().map(String.class::cast).toList();
  }

  private static Map<String, Object> defaults() {
    Map<String, Object> defaults = new HashMap<>();
    for (ConfigDef.ConfigKey key : ConfigDefinition.create().configKeys().values()) {
      if (concerns(key.name)) {
        defaults.put(key.name.substring(ConfigKeys.TLS_PREFIX.length()), key.defaultValue);
      }
    }
    return defaults;
  }

  /** A setting that can't be used, and which one. */
  static final class UnusableException extends ConfigException {
    private static final long serialVersionUID = 1L;

    private final String key;

    UnusableException(String key, String why) {
      super(key + ": " + why);
      this.key = key;
    }

    String key() {
      return key;
    }
  }
}
