package io.hyperflux.kafka.connect.validation;

import io.hyperflux.kafka.connect.config.ConfigKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Computes a hash of all settings that the result of a connection check depends on, secrets
 * included, so that results can be cached without keeping the settings.
 */
final class SettingsFingerprint {
  private final MessageDigest hash;

  private SettingsFingerprint() {
    try {
      hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  /** The hash of a whole configuration's values. */
  static String of(Map<String, ?> settings) {
    SettingsFingerprint fingerprint = new SettingsFingerprint();
    new TreeMap<>(settings)
        .forEach(
            (key, value) -> {
              if (key.equals(ConfigKeys.LISTINGS)) {
                fingerprint.add(key, ((List<?>) value).get(0)); // the only one that is asked for
              } else if (key.startsWith("hyperflux.api.") || key.startsWith("http.")) {
                fingerprint.add(key, value);
              }
            });
    return HexFormat.of().formatHex(fingerprint.hash.digest());
  }

  private void add(String key, @Nullable Object value) {
    add(key);
    add(value instanceof Password password ? password.value() : String.valueOf(value));
    if (key.endsWith("store.location") && value instanceof String file) {
      add(stateOf(Path.of(file)));
    }
  }

  /** Hashes a text with its length, so that no two lists of texts have the same bytes. */
  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    hash.update(bytes);
  }

  /**
   * Time and size of a key store's file: once the file has changed, an earlier result does not
   * count.
   */
  private static String stateOf(Path file) {
    try {
      return Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
