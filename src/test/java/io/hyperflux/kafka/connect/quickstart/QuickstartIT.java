package io.hyperflux.kafka.connect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a process: it shows records, and leaves nothing behind however it ends. */
class QuickstartIT {
  @TempDir private Path directory;
  private Path temporary;
  private Path output;
  private Process process;

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  @Test
  void endsByItself() throws Exception {
    start("-Dquickstart.seconds=15");
    assertThat(exitCode()).as(output()).isZero();
    assertThat(output()).contains("new → ", "The first came", "https://ai-statics.example/");
    assertNothingIsLeft();
  }

  @Test
  void endsBySignalWithASummary() throws Exception {
    start();
    awaitOutput("new → ");
    process.toHandle().destroy();
    exitCode();
    assertThat(output()).contains("The first came").doesNotContain("failed");
    assertNothingIsLeft();
  }

  @Test
  void endsBySignalWhileTheBrokerStarts() throws Exception {
    start();
    awaitOutput("starting broker");
    process.toHandle().destroy();
    exitCode();
    assertNothingIsLeft();
  }

  @Test
  void endsBySignalWhileTheWorkerStarts() throws Exception {
    start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> temporaryFiles().stream().anyMatch(file -> file.endsWith("plugins")));
    process.toHandle().destroy();
    exitCode();
    assertNothingIsLeft();
  }

  private void start(String... options) throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
    output = directory.resolve("output");
    ProcessBuilder builder = new ProcessBuilder();
    builder
        .command()
        .addAll(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary,
                "-Dplugin.zip=" + System.getProperty("plugin.zip")));
    builder.command().addAll(List.of(options));
    builder.command().add(Quickstart.class.getName());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().remove("HYPERFLUX_API_KEY");
    process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private int exitCode() throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  private void awaitOutput(String text) {
    await().atMost(Duration.ofSeconds(60)).until(() -> output().contains(text));
  }

  private String output() throws IOException {
    return new String(Files.readAllBytes(output), UTF_8);
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(temporaryFiles()).filteredOn(file -> file.contains("hyperflux")).isEmpty();
  }

  private List<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.map(file -> temporary.relativize(file).toString()).toList();
    } catch (UncheckedIOException goneMeanwhile) {
      return List.of();
    }
  }
}
