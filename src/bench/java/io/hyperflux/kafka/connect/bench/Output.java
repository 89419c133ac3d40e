package io.hyperflux.kafka.connect.bench;

import java.nio.file.Path;

/** Where results go. */
final class Output {
  static final Path DIRECTORY = Path.of("target", "bench");

  private Output() {}
}
