package io.hyperflux.kafka.connect.config;

import static io.hyperflux.kafka.connect.config.ConfigChecks.HTTPS_OR_EMPTY;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.SslConfigs;

/** Defines the settings of the group TLS: trust store, key store, protocols and ciphers. */
final class TlsGroup {
  private TlsGroup() {}

  /** Kafka's own client settings under a prefix, as the worker's version of Kafka knows them. */
  static void addTo(ConfigDef definition) {
    ConfigGroup tls = new ConfigGroup("TLS", definition);
    ConfigDef kafka = new ConfigDef();
    SslConfigs.addClientSslSupport(kafka);
    for (ConfigDef.ConfigKey key : kafka.configKeys().values()) {
      if (!key.name.equals(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG)) {
        tls.add(
            ConfigKeys.TLS_PREFIX + key.name,
            key.type,
            key.defaultValue,
            key.name.equals(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG)
                ? HTTPS_OR_EMPTY
                : key.validator,
            Importance.LOW,
            key.name.endsWith("type") ? Width.SHORT : Width.LONG,
            "TLS " + key.name.substring("ssl.".length()).replace('.', ' '),
            plainText(key.documentation));
      }
    }
  }

  /** Removes markup from a text of Kafka's documentation, and adds the prefix to its settings. */
  private static String plainText(String kafkaDoc) {
    String text =
        kafkaDoc
            .replaceAll("<[^>]*>|`", "")
            .replace("by the default ssl.engine.factory.class ", "")
            .replaceAll("\\bssl\\.(?=[a-z])", ConfigKeys.TLS_PREFIX + "ssl.")
            .replaceAll("\\s+", " ")
            .strip();
    return text.endsWith(".") ? text : text + ".";
  }
}
