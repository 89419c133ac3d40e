package io.hyperflux.kafka.connect.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.UnrecoverableKeyException;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.InvalidConfigurationException;

/**
 * The settings of one of the two key stores.
 *
 * @param name as it stands in the settings
 * @param inline the setting that may hold the store itself
 * @param tls all TLS settings, by Kafka's names
 */
record TlsStore(String name, String inline, Map<String, Object> tls) {
  boolean owns(String setting) {
    return setting.startsWith("ssl." + name + ".")
        || (name.equals("keystore") && setting.equals(SslConfigs.SSL_KEY_PASSWORD_CONFIG));
  }

  /** Checks that the file exists: Kafka itself would log a missing one with a stack trace. */
  void mustExist() {
    if (tls.get("ssl." + name + ".location") instanceof String file
        && Files.notExists(Path.of(file))) {
      throw unusable(new KafkaException(new NoSuchFileException(file)));
    }
  }

  TlsContexts.UnusableException unusable(KafkaException e) {
    Object location = tls.get("ssl." + name + ".location");
    boolean inText = location == null && tls.get("ssl." + name + "." + inline) != null;
    String key = TlsContexts.SETTINGS + name + "." + (inText ? inline : "location");
    return new TlsContexts.UnusableException(
        key, (location == null ? "" : location + ": ") + why(e));
  }

  private String why(KafkaException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof NoSuchFileException) {
      return "there is no such file on this worker.";
    }
    if (root instanceof AccessDeniedException) {
      return "the worker may not read this file.";
    }
    String check =
        "Check %s.type, which is %s (PEM, PKCS12 and JKS are possible), and %s."
            .formatted(TlsContexts.SETTINGS + name, tls.get("ssl." + name + ".type"), passwords());
    if (root instanceof UnrecoverableKeyException) {
      return "does not open with this password. " + check;
    }
    if (root instanceof InvalidConfigurationException) {
      // Kafka's own words; the others' might quote what they read
      return Objects.toString(root.getMessage()).replaceFirst("\\.$", "") + ". " + check;
    }
    return "can't be read. " + check;
  }

  private String passwords() {
    return name.equals("keystore")
        ? "http.ssl.keystore.password and http.ssl.key.password"
        : "http.ssl.truststore.password";
  }
}
