package io.hyperflux.kafka.connect.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Artifacts that are not on this JVM's class path: those of each POM below src/test/workers, as the
 * build with the profile {@code old-workers} resolved them.
 */
public final class OtherVersions {
  private static final Path RESOLVED = Path.of("target", "workers").toAbsolutePath();

  private OtherVersions() {}

  /** The jars of the POM in the directory {@code name}, in the order of their class path. */
  public static List<Path> classPath(String name) {
    Path file = directory(name).resolve("class-path.txt");
    try {
      return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator, -1))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Run `mvn verify -Pold-workers`, it writes " + file, e);
    }
  }

  /** Where that POM was built, and what it makes is. */
  public static Path directory(String name) {
    return RESOLVED.resolve(name);
  }
}
