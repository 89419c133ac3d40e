package io.hyperflux.kafka.connect.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node in a JVM of its own; see {@link ChildMain}. */
final class ChildNode implements Node {
  private static final int STOP_SECONDS = 30;

  private final String name;
  private final NodeFiles files;
  private final Readiness readiness;
  private final List<String> command;
  private final Map<String, String> environment;
  private Process process;
  private boolean frozen;

  /** {@code role} is for {@link ChildMain}, {@code jvm} for the JVM. */
  ChildNode(String name, String role, List<String> jvm, NodeFiles files, Readiness readiness) {
    this(name, role, jvm, files, readiness, WorkerClassPath.entries(), List.of(), Map.of());
  }

  /** Of other artifacts than those on this JVM's class path. */
  ChildNode(
      String name,
      String role,
      List<String> jvm,
      NodeFiles files,
      Readiness readiness,
      List<Path> classPath) {
    this(name, role, jvm, files, readiness, classPath, List.of(), Map.of());
  }

  /** With more arguments for its main class, and more variables in its environment. */
  ChildNode(
      String name,
      String role,
      List<String> jvm,
      NodeFiles files,
      Readiness readiness,
      List<Path> classPath,
      List<String> arguments,
      Map<String, String> environment) {
    this.name = name;
    this.files = files;
    this.readiness = readiness;
    this.environment = environment;
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("@" + argumentFile(classPath));
    command.addAll(List.of(ChildMain.class.getName(), role, files.properties().toString()));
    command.addAll(arguments);
  }

  /** The class path is too long for some systems' command lines. */
  private Path argumentFile(List<Path> entries) {
    String classPath =
        Stream.concat(Stream.of(files.loggingConfig()), entries.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    try {
      return Files.writeString(
          files.loggingConfig().resolve("arguments"),
          "-cp \"" + classPath.replace("\\", "\\\\") + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " runs already");
    }
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
      builder.environment().putAll(environment);
      process = builder.start();
      readiness.await(name, process::isAlive);
    } catch (IOException | RuntimeException e) {
      String log = files.lastLines();
      kill();
      throw new IllegalStateException(
          name + " did not start: " + e.getMessage() + "\nIts log ends with:\n" + log, e);
    }
  }

  @Override
  public synchronized void stop() {
    if (isAlive()) {
      // not Process.destroy: it closes the child's standard input, which ends the child at once
      process.toHandle().destroy();
      thaw();
      if (!endsWithin(STOP_SECONDS)) {
        kill();
      }
    }
  }

  @Override
  public synchronized void kill() {
    if (isAlive()) {
      process.destroyForcibly();
      if (!endsWithin(STOP_SECONDS)) {
        throw new IllegalStateException(
            name + ", process " + process.pid() + ", outlives a kill -9");
      }
    }
  }

  @Override
  public synchronized void freeze() {
    signal("STOP");
    frozen = true;
  }

  @Override
  public synchronized void thaw() {
    if (frozen && isAlive()) {
      signal("CONT");
    }
    frozen = false;
  }

  private void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException(name + " can't be sent SIG" + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String log() {
    return files.logText();
  }

  @Override
  public String threadDump() {
    return Jcmd.threadDump(pid());
  }

  @Override
  public void close() {
    stop();
  }

  @Override
  public synchronized long pid() {
    return process.pid();
  }

  private boolean isAlive() {
    return process != null && process.isAlive();
  }

  private boolean endsWithin(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
