package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The files of one broker or worker.
 *
 * @param properties its configuration
 * @param loggingConfig a directory to put first on its class path: it sends the log to {@code log}
 * @param log what it logged, and for a child JVM its standard output and error
 */
record NodeFiles(Path properties, Path loggingConfig, Path log) {
  private static final int TAIL_LINES = 40;
  private static final String CAUSE = "Caused by: ";

  /** Writes them into {@code directory}, all but the log, which will come into {@code logs}. */
  static NodeFiles write(
      Path directory, Path logs, String name, Map<String, String> configuration) {
    NodeFiles files =
        new NodeFiles(
            directory.resolve(name + ".properties"),
            directory.resolve(name + "-logging"),
            logs.resolve(name + ".log"));
    Properties properties = new Properties();
    properties.putAll(configuration);
    try (Writer out = Files.newBufferedWriter(files.properties)) {
      properties.store(out, null);
      Files.createDirectories(files.loggingConfig);
      // the name that log4j looks for first; it stands before this project's own on the class path
      files.writeLoggingConfig("/node-log4j2.xml", "log4j2-test.xml");
      // workers before 4.0 log with log4j 1
      files.writeLoggingConfig("/node-log4j1.properties", "log4j.properties");
    } catch (IOException e) {
      throw new UncheckedIOException("The files of " + name + " can't be written", e);
    }
    return files;
  }

  private void writeLoggingConfig(String template, String name) throws IOException {
    try (InputStream in = NodeFiles.class.getResourceAsStream(template)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(loggingConfig.resolve(name), text.replace("@LOG@", log.toString()));
    }
  }

  String logText() {
    try {
      // not readString: a line that is being written may end within a character
      return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(log + " can't be read", e);
    }
  }

  /** The innermost cause of the last failure that it logged; empty without one. */
  String lastCause() {
    return logText()
        .lines()
        .filter(line -> line.startsWith(CAUSE))
        .reduce((earlier, later) -> later)
        .map(line -> line.substring(CAUSE.length()))
        .orElse("");
  }

  String lastLines() {
    List<String> lines = logText().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }
}
