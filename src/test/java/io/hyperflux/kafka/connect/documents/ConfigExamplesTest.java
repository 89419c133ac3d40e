package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users copy from config/ has to be right. For containers see {@link ContainerExamplesTest},
 * for monitoring {@link MonitoringExamplesTest}.
 */
class ConfigExamplesTest {
  /** Stands for /etc/kafka: a worker does not start where that is missing. */
  @TempDir private Path directory;

  @Test
  void theStandaloneConnectorIsValid() throws IOException {
    Examples.assertValidConnector(
        Examples.properties(Examples.text("hyperflux-standalone.properties")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hyperflux-distributed.json",
        "hyperflux-exactly-once.json",
        "hyperflux-key-from-environment.json"
      })
  void theDistributedConnectorsAreValid(String file) throws IOException {
    JsonNode request = Examples.json(file);

    assertThat(request.path("name").asText()).isNotBlank();
    Examples.assertValidConnector(Examples.map(request.path("config")));
  }

  @Test
  void theStandaloneWorkerIsOne() throws IOException {
    Map<String, String> worker = properties("worker-standalone.properties");

    assertThat(worker).containsKey(StandaloneConfig.OFFSET_STORAGE_FILE_FILENAME_CONFIG);
    Examples.assertKnown(new StandaloneConfig(worker));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker-exactly-once.properties",
        "worker-secrets-from-environment.properties",
        "worker-secrets-from-file.properties"
      })
  void theSettingsOfDistributedWorkersAreTheirs(String file) throws IOException {
    Map<String, String> worker = Examples.distributedWorker(properties(file));

    DistributedConfig config = new DistributedConfig(worker);
    Examples.assertKnown(config);
    assertThat(config.exactlyOnceSourceEnabled()).isEqualTo(file.contains("exactly-once"));
  }

  static List<String> workersThatReadTheForm() {
    return List.of(
        "worker-standalone.properties",
        "worker-secrets-from-file.properties",
        "worker-exactly-once.properties");
  }

  @ParameterizedTest
  @MethodSource("workersThatReadTheForm")
  void theKeyComesFromTheFormOnceItIsFilledIn(String worker) throws Exception {
    Path form = directory.resolve("hyperflux-secrets.properties");
    Files.writeString(form, Examples.text("hyperflux-secrets.properties"));

    try (ConfigProvider provider = provider(properties(worker), "file")) {
      assertThat(provider).isInstanceOf(FileConfigProvider.class);
      ConfigData data = provider.get(form.toString());
      assertThat(data.data()).containsExactly(Map.entry("api.key", "put-your-key-here"));
    }
  }

  @ParameterizedTest
  @MethodSource("workersThatReadTheForm")
  void noFileElsewhereCanBeRead(String worker, @TempDir Path elsewhere) throws Exception {
    Path file = Files.writeString(elsewhere.resolve("other.properties"), "secret=of-others");

    try (ConfigProvider provider = provider(properties(worker), "file")) {
      assertThat(provider.get(file.toString()).data()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"worker-standalone.properties", "worker-secrets-from-environment.properties"})
  void nothingElseOfTheEnvironmentCanBeRead(String worker) throws Exception {
    try (ConfigProvider provider = provider(properties(worker), "env")) {
      assertThat(provider).isInstanceOf(EnvVarConfigProvider.class);
      assertThat(provider.get("").data().keySet()).allMatch(key -> key.startsWith("HYPERFLUX_"));
    }
  }

  @Test
  void noExampleIsLeftUncheckedOrUnnamed() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("config"))) {
      List<String> names =
          files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
      assertThat(names)
          .containsExactlyInAnyOrder(
              "README.md",
              "docker-compose.yaml",
              "hyperflux-distributed.json",
              "hyperflux-exactly-once.json",
              "hyperflux-key-from-environment.json",
              "hyperflux-secrets.properties",
              "hyperflux-standalone.properties",
              "strimzi-connect.yaml",
              "strimzi-connector.yaml",
              "worker-exactly-once.properties",
              "worker-secrets-from-environment.properties",
              "worker-secrets-from-file.properties",
              "worker-standalone.properties");
      TreeSet<String> unnamed = new TreeSet<>(names);
      String reference = Examples.text("README.md");
      unnamed.removeIf(name -> reference.contains("`" + name + "`"));
      assertThat(unnamed).containsExactly("README.md");
    }
  }

  @Test
  void noCommandIsLeftUnchecked() throws IOException {
    String reference = Examples.text("README.md");
    try (Stream<Path> files = Files.list(Path.of("config", "bin"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("check", "common.sh", "move", "offsets", "replay")
          .filteredOn(name -> !name.equals("common.sh"))
          .allMatch(name -> reference.contains("`bin/" + name + "`"))
          .allMatch(name -> Files.isExecutable(Path.of("config", "bin", name)));
    }
  }

  @Test
  void noFolderIsLeftUnchecked() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("config"))) {
      assertThat(files.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrder("bin", "monitoring");
    }
  }

  private Map<String, String> properties(String file) throws IOException {
    return Examples.properties(Examples.text(file).replace("/etc/kafka", directory.toString()));
  }

  /** As a worker makes it from its settings. */
  private static ConfigProvider provider(Map<String, String> worker, String name)
      throws ClassNotFoundException {
    assertThat(worker.get("config.providers").split(",", -1)).contains(name);
    String prefix = "config.providers." + name + ".";
    ConfigProvider provider = Utils.newInstance(worker.get(prefix + "class"), ConfigProvider.class);
    provider.configure(Utils.entriesWithPrefix(worker, prefix + "param."));
    return provider;
  }
}
