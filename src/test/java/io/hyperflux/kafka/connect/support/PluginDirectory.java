package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The plugin zip, unpacked: what goes on a worker's {@code plugin.path}, which ignores zips. The
 * zip is the one that the system property {@code plugin.zip} names, else the one below target.
 */
final class PluginDirectory {
  private static final String HINT = "; run `mvn package` first, or name the zip by -Dplugin.zip=";

  private PluginDirectory() {}

  /** Unpacks the zip into {@code directory} and returns it. */
  static Path unpackInto(Path directory) {
    Path zip = zip(System.getProperty("plugin.zip"), Path.of("target"));
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException("entry outside of the zip: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(in, target);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "The plugin zip " + zip + " can't be unpacked into " + directory, e);
    }
    return directory;
  }

  /** The zip to use: {@code named} if it is not null, else the only one in {@code build}. */
  static Path zip(String named, Path build) {
    if (named != null) {
      Path zip = Path.of(named);
      if (!Files.isRegularFile(zip)) {
        throw new IllegalStateException("No plugin zip at " + zip.toAbsolutePath() + HINT);
      }
      return zip;
    }
    List<Path> zips = new ArrayList<>();
    if (Files.isDirectory(build)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(build, "hyperflux-*.zip")) {
        found.forEach(zips::add);
      } catch (IOException e) {
        throw new IllegalStateException(build.toAbsolutePath() + " can't be read" + HINT, e);
      }
    }
    if (zips.size() != 1) {
      throw new IllegalStateException(
          "Expected one hyperflux-*.zip in " + build.toAbsolutePath() + ", found " + zips + HINT);
    }
    return zips.get(0);
  }
}
