package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory that is gone, with all that is in it, after {@link #close()}. */
final class TemporaryDirectory implements AutoCloseable {
  /** How the names of this JVM's directories start. */
  static final String PREFIX = "hyperflux-" + ProcessHandle.current().pid() + "-";

  private final Path path;

  TemporaryDirectory() {
    try {
      path = Files.createTempDirectory(PREFIX).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary directory can be made", e);
    }
  }

  Path path() {
    return path;
  }

  /** A new directory in it. */
  Path subdirectory(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.walkFileTree(path, new Delete());
    } catch (NoSuchFileException alreadyGone) {
      // that is what was asked for
    } catch (IOException e) {
      throw new UncheckedIOException(path + " can't be removed", e);
    }
  }

  /**
   * Deletes what it visits; a file that someone else removed meanwhile (a broker that is going
   * down) is fine.
   */
  private static final class Delete extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
