package io.hyperflux.kafka.connect.support;

import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import java.io.File;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * This JVM's class path without the connector and the libraries of its zip, for brokers and
 * workers: a connector on the worker's own class path would be loaded from there, and the zip never
 * be tested.
 */
final class WorkerClassPath {
  /**
   * In the zip, or of no use to a worker and risky there (wiremock brings its own copies of half of
   * Jetty).
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "(httpc(lient|ore)5|testcontainers|wiremock|okhttp-|okio-|littleproxy|netty-|jmx_prometheus).*\\.jar");

  private WorkerClassPath() {}

  /** Existing or not, in the order of this JVM's class path. */
  static List<Path> entries() {
    try {
      Path connector =
          path(HyperfluxSourceConnector.class.getProtectionDomain().getCodeSource().getLocation());
      List<Path> entries = all();
      if (!entries.remove(connector)) {
        throw new IllegalStateException(
            "The connector is loaded from " + connector + ", not among " + entries);
      }
      entries.removeIf(entry -> LEFT_OUT.matcher(entry.getFileName().toString()).matches());
      return entries;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where {@link ChildMain} is. */
  static Path testClasses() {
    try {
      return path(ChildMain.class.getProtectionDomain().getCodeSource().getLocation());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A loader of these entries, {@code first} before all, that sees nothing else of this JVM but the
   * JDK.
   */
  static URLClassLoader isolatedLoader(Path first) {
    List<URL> urls = new ArrayList<>();
    try {
      urls.add(first.toUri().toURL());
      for (Path entry : entries()) {
        urls.add(entry.toUri().toURL());
      }
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static List<Path> all() throws URISyntaxException {
    List<Path> entries = new ArrayList<>();
    // exec:java runs us in a loader of its own; java.class.path is Maven's there
    if (WorkerClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        entries.add(path(url));
      }
    } else {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        entries.add(Path.of(entry).toAbsolutePath().normalize());
      }
    }
    return entries;
  }

  private static Path path(URL url) throws URISyntaxException {
    URI uri = url.toURI();
    return Path.of(uri).toAbsolutePath().normalize();
  }
}
