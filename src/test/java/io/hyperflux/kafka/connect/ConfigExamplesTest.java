package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users copy from config/ has to be right. */
class ConfigExamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FRAMEWORK =
      Set.of(
          "name",
          "connector.class",
          "tasks.max",
          SourceConnectorConfig.EXACTLY_ONCE_SUPPORT_CONFIG,
          SourceConnectorConfig.TRANSACTION_BOUNDARY_CONFIG);

  @Test
  void theStandaloneExampleIsValid() throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of("config/hyperflux-standalone.properties"))) {
      properties.load(in);
    }
    Map<String, String> config = new HashMap<>();
    properties.forEach((key, value) -> config.put((String) key, (String) value));

    assertValid(config);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hyperflux-distributed.json", "hyperflux-exactly-once.json"})
  void theDistributedExamplesAreValid(String file) throws IOException {
    JsonNode request = JSON.readTree(Files.readString(Path.of("config", file)));

    assertThat(request.path("name").asText()).isNotBlank();
    assertValid(
        JSON.convertValue(request.path("config"), new TypeReference<Map<String, String>>() {}));
  }

  @Test
  void theWorkerSettingsForExactlyOnceAreTheWorkers() throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of("config/worker-exactly-once.properties"))) {
      properties.load(in);
    }
    assertThat(properties)
        .containsEntry("exactly.once.source.support", "enabled")
        .containsEntry("config.providers", "file");
    Map<String, String> worker =
        new HashMap<>(
            Map.of(
                "bootstrap.servers", "localhost:9092",
                "group.id", "connect",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "config.storage.topic", "configs",
                "offset.storage.topic", "offsets",
                "status.storage.topic", "status"));
    properties.forEach((key, value) -> worker.put((String) key, (String) value));

    assertThat(new DistributedConfig(worker).exactlyOnceSourceEnabled()).isTrue();
  }

  @Test
  void noExampleIsLeftUnchecked() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("config"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "hyperflux-standalone.properties",
              "hyperflux-distributed.json",
              "hyperflux-exactly-once.json",
              "worker-exactly-once.properties");
    }
  }

  private static void assertValid(Map<String, String> config) {
    assertThat(config.get("connector.class")).isEqualTo(HyperfluxSourceConnector.class.getName());
    assertThat(config.get("hyperflux.api.key")).as("no secret in an example").startsWith("${file:");
    Set<String> unknown = new TreeSet<>(config.keySet());
    unknown.removeAll(ConfigKeys.definition().names());
    unknown.removeAll(FRAMEWORK);
    assertThat(unknown).isEmpty();
    assertThat(new HyperfluxSourceConnector().validate(config).configValues())
        .flatExtracting(ConfigValue::errorMessages)
        .isEmpty();
  }
}
