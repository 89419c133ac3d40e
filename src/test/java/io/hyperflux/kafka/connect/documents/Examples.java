package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import io.hyperflux.kafka.connect.config.ConfigDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.runtime.ConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.WorkerConfig;

/** The files of config/, read as their users' tools read them. */
final class Examples {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> FRAMEWORK =
      Set.of(
          "name",
          "connector.class",
          "tasks.max",
          ConnectorConfig.KEY_CONVERTER_CLASS_CONFIG,
          ConnectorConfig.VALUE_CONVERTER_CLASS_CONFIG,
          "value.converter.schemas.enable",
          SourceConnectorConfig.EXACTLY_ONCE_SUPPORT_CONFIG,
          SourceConnectorConfig.TRANSACTION_BOUNDARY_CONFIG);

  private Examples() {}

  static String text(String file) throws IOException {
    return Files.readString(Path.of("config", file));
  }

  static JsonNode json(String file) throws IOException {
    return JSON.readTree(text(file));
  }

  static JsonNode yaml(String file) throws IOException {
    return yamlText(text(file));
  }

  static JsonNode yamlText(String text) throws IOException {
    return YAML.readTree(text);
  }

  static Map<String, String> properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> map = new HashMap<>();
    properties.forEach((key, value) -> map.put((String) key, (String) value));
    return map;
  }

  /** What stands in an object of plain values, numbers as text. */
  static Map<String, String> map(JsonNode object) {
    return JSON.convertValue(object, new TypeReference<Map<String, String>>() {});
  }

  /** A distributed worker's usual settings, and these. */
  static Map<String, String> distributedWorker(Map<String, String> more) {
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
    worker.putAll(more);
    return worker;
  }

  /** A worker knows these settings, or hands them on to a part of it. */
  static void assertKnown(WorkerConfig worker) {
    Set<String> unknown = new TreeSet<>(worker.originals().keySet());
    unknown.removeAll(worker.values().keySet());
    assertThat(unknown)
        .as("settings that no worker knows")
        .allMatch(key -> key.matches("(config\\.providers|(key|value)\\.converter|producer)\\..+"));
  }

  /** A connector's configuration without errors, unknown keys and secrets; the API is not asked. */
  static void assertValidConnector(Map<String, String> config) {
    assertThat(config.get("connector.class")).isEqualTo(HyperfluxSourceConnector.class.getName());
    assertThat(config.get("hyperflux.api.key"))
        .as("no secret in an example")
        .isIn(
            "${file:/etc/kafka/hyperflux-secrets.properties:api.key}", "${env:HYPERFLUX_API_KEY}");
    Set<String> unknown = new TreeSet<>(config.keySet());
    unknown.removeAll(ConfigDefinition.create().names());
    unknown.removeAll(FRAMEWORK);
    assertThat(unknown).isEmpty();
    assertThat(config).doesNotContainKey("validate.connection");
    Map<String, String> offline = new HashMap<>(config);
    offline.put("validate.connection", "false");
    offline.put("hyperflux.api.key", "FPSX-as-the-worker-replaces-it");
    assertThat(new HyperfluxSourceConnector().validate(offline).configValues())
        .flatExtracting(ConfigValue::errorMessages)
        .isEmpty();
  }
}
