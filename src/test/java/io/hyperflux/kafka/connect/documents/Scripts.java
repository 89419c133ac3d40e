package io.hyperflux.kafka.connect.documents;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs shell commands as an operator does, in a directory where {@code config/bin} is. */
final class Scripts {
  private static final Path COMMANDS = Path.of("config", "bin");

  private final Path directory;

  /** A directory for whatever they write. */
  Scripts(Path directory) throws IOException {
    this.directory = directory;
    Path here = directory.resolve(COMMANDS);
    if (Files.notExists(here)) {
      Files.createDirectories(here.getParent());
      Files.createSymbolicLink(here, COMMANDS.toAbsolutePath());
    }
  }

  /** How it ended, and what it printed to both outputs. */
  record Result(int exit, String output) {}

  /** Needed by all of them. */
  static boolean canRun() throws InterruptedException {
    try {
      return new ProcessBuilder("jq", "--version").start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  /**
   * Runs shell commands up to the first that fails.
   *
   * @param worker where they find a worker
   */
  Result run(String commands, URI worker) throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    shell.environment().put("CONNECT_URL", worker.toString().replaceFirst("/$", ""));
    Process process = shell.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
