package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Where an environment's logs go: they outlive it, for those who look for the cause of a failure.
 */
final class LogDirectory {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-");

  private LogDirectory() {}

  /** A new directory below target/logs; by name they are in order of time. */
  static Path create() {
    try {
      Path parent = Files.createDirectories(Path.of("target", "logs").toAbsolutePath());
      return Files.createTempDirectory(
          parent, LocalDateTime.now(ZoneId.systemDefault()).format(NAME));
    } catch (IOException e) {
      throw new UncheckedIOException("No directory for logs can be made", e);
    }
  }
}
