package io.hyperflux.kafka.connect.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts JVMs on this one's class path, with this one's standard error. They end when their
 * standard input does, so none outlives its parent.
 */
final class ChildJvm {
  private ChildJvm() {}

  static ProcessBuilder of(Class<?> main, List<String> options, String... arguments)
      throws IOException {
    Files.createDirectories(Output.DIRECTORY);
    // too long for some systems' command lines
    Path classPath =
        Files.writeString(
            Output.DIRECTORY.resolve("class-path"),
            "-cp \"" + classPath().replace("\\", "\\\\") + "\"");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("@" + classPath);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** To be called first in a child: ends it with its parent. */
  static void endWithParent() {
    Thread watch = new Thread(ChildJvm::haltAtEndOfInput, "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void haltAtEndOfInput() {
    try {
      while (System.in.read() != -1) {
        // nobody writes; the end is what counts
      }
    } catch (IOException parentIsGone) {
      // as the end
    }
    Runtime.getRuntime().halt(137);
  }

  private static String classPath() {
    // exec:java runs us in a loader of its own; java.class.path is Maven's there
    if (!(ChildJvm.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    List<String> entries = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      try {
        entries.add(Path.of(url.toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
