package io.hyperflux.kafka.connect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a process: it shows records, and leaves nothing behind however it ends. */
class QuickstartIT {
  @TempDir private Path directory;
  private final Map<String, String> variables = new HashMap<>();
  private Path temporary;
  private Path output;
  private Process process;

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  @Test
  void endsByItself() throws Exception {
    start("-Dquickstart.seconds=15", "-Dtopic=other-topic");
    assertThat(exitCode()).as(output()).isZero();
    assertThat(output())
        .contains("topic other-topic at ")
        .contains("new → ", "The first came", "https://ai-statics.example/")
        .as("no colour where no terminal is")
        .doesNotContain("\u001b");
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

  @Test
  void aWrongKeyIsSaidAndWhereToChangeIt() throws Exception {
    try (ApiSimulator api = new ApiSimulator("right")) {
      variables.put("HYPERFLUX_API_KEY", "wrong-key");
      variables.put("COLUMNS", "40");
      start("-Dhyperflux.api.url=" + api.url());
      assertThat(exitCode()).as(output()).isEqualTo(2);
    }
    assertThat(output()).contains("401").contains("HYPERFLUX_API_KEY").doesNotContain("wrong-key");
    assertThat(output().lines())
        .filteredOn(line -> line.length() > 40)
        .allMatch(line -> line.matches("(curl|topic|  starting|  creating) .*"));
    assertNothingIsLeft();
  }

  @Test
  void anApiThatCanNotBeReachedIsSaidWithAWayOut() throws Exception {
    variables.put("HYPERFLUX_API_KEY", "any-key");
    start(
        "-Dhyperflux.api.url=http://127.0.0.1:1",
        "-Dpoll.interval.ms=2000",
        "-Dquickstart.seconds=3");
    assertThat(exitCode()).as(output()).isEqualTo(3);
    assertThat(output())
        .contains("It asks every 2000 ms")
        .contains("Connection refused")
        .contains("Check hyperflux.api.url")
        .contains("No records.")
        .contains("The API has not shown its listing yet.")
        .contains("-Dhttp.proxy.url=");
    assertThat(output().lines())
        .as("a warning of validation and one of the task, without the log's prefix")
        .filteredOn(line -> line.contains("Connection refused"))
        .anyMatch(line -> line.startsWith("! Validating hyperflux: "))
        .anyMatch(line -> line.startsWith("! The answer of GET "))
        .allMatch(line -> line.matches("! (Validating|The|Still).*"));
    assertNothingIsLeft();
  }

  @Test
  void settingsThatAreRefusedAreSaidWithoutATrace() throws Exception {
    start("-Dpoll.interval.ms=1", "-Dpoll.intervall.ms=5000");
    assertThat(exitCode()).as(output()).isEqualTo(2);
    assertThat(output())
        .contains("Value must be at least 100", "Did you mean poll.interval.ms?")
        .doesNotContain("error_code", "Exception", "Connector configuration is invalid");
    assertNothingIsLeft();
  }

  @Test
  void aKeyOnTheCommandLineIsNotTaken() throws Exception {
    start("-Dhyperflux.api.key=FPSX-on-the-command-line");
    assertThat(exitCode()).as(output()).isEqualTo(1);
    assertThat(output())
        .contains("-Dhyperflux.api.key is not taken", "HYPERFLUX_API_KEY")
        .doesNotContain("FPSX-on", "starting broker");
  }

  @Test
  void aDirectoryThatCanNotBeWrittenIsSaidWithAWayOut() throws Exception {
    temporary = directory.resolve("nowhere");
    start();
    assertThat(exitCode()).as(output()).isEqualTo(1);
    assertThat(output())
        .contains("No temporary files can be made in " + temporary)
        .contains("MAVEN_OPTS=-Djava.io.tmpdir=<directory>");
  }

  private void start(String... options) throws IOException {
    if (temporary == null) {
      temporary = Files.createDirectory(directory.resolve("tmp"));
    }
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
    builder.environment().keySet().removeAll(List.of("HYPERFLUX_API_KEY", "COLUMNS"));
    builder.environment().putAll(variables);
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
