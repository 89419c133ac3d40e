package io.hyperflux.kafka.connect.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The connector's version as the build wrote it into {@code version.properties}. */
public final class Version {
  private static final String CURRENT = load();

  private Version() {}

  /** The version, for example {@code 0.1.0}; never null. */
  public static String current() {
    return CURRENT;
  }

  private static String load() {
    try (InputStream in =
        Version.class.getResourceAsStream("/io/hyperflux/kafka/connect/version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "version.properties can't be read from the connector's jar", e);
    }
  }
}
