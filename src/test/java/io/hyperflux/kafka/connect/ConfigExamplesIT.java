package io.hyperflux.kafka.connect;

import static io.hyperflux.kafka.connect.support.CollectedRecord.changes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of config/ on real workers: only addresses, file names and the topics, which must
 * not be shared, differ from what users copy.
 */
@Timeout(180)
class ConfigExamplesIT {
  private static final String KEY = "FPSX-from-outside";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Stands for /etc/kafka. */
  @TempDir private Path secrets;

  @Test
  void run() throws IOException {
    String form = Examples.text("hyperflux-secrets.properties");
    Files.writeString(
        secrets.resolve("hyperflux-secrets.properties"), form.replace("put-your-key-here", KEY));
    EmbeddedOptions options = EmbeddedOptions.defaults();
    for (String file :
        List.of("worker-exactly-once.properties", "worker-secrets-from-file.properties")) {
      for (Map.Entry<String, String> setting : properties(file).entrySet()) {
        options = options.worker(setting.getKey(), setting.getValue());
      }
    }
    try (EmbeddedEnvironment environment = EmbeddedEnvironment.inJvm(options);
        ApiSimulator api = new ApiSimulator(KEY)) {
      api.put("a", "COMPLETED");
      for (String file : List.of("hyperflux-distributed.json", "hyperflux-exactly-once.json")) {
        environment.rest().createConnector(file, settings(connector(file), file, api));
      }
      String json = "hyperflux-key-from-environment.json";
      String standalone = "hyperflux-standalone.properties";
      environment.startStandaloneWorker(
          properties("worker-standalone.properties"),
          List.of(
              settings(properties(standalone), standalone, api),
              settings(connector(json), json, api)),
          Map.of("HYPERFLUX_API_KEY", KEY));

      for (String topic :
          List.of("hyperflux-distributed.json", "hyperflux-exactly-once.json", json, standalone)) {
        assertProduced(environment, topic);
      }
    }
  }

  private static void assertProduced(EmbeddedEnvironment environment, String topic) {
    try (RecordCollector records =
        new RecordCollector(environment.bootstrapServers(), topic, IsolationLevel.READ_COMMITTED)) {
      assertThat(changes(records.awaitCount(1, PATIENCE))).containsExactly("a: null -> COMPLETED");
    }
  }

  private Map<String, String> settings(
      Map<String, String> example, String topic, ApiSimulator api) {
    Map<String, String> settings = new HashMap<>(example);
    settings.put("name", topic);
    settings.put("topic", topic);
    settings.put("hyperflux.api.url", api.url());
    return settings;
  }

  private Map<String, String> connector(String file) throws IOException {
    JsonNode request = Examples.json(file);
    Map<String, String> config = new HashMap<>(Examples.map(request.path("config")));
    config.replaceAll((key, value) -> here(value));
    return config;
  }

  private Map<String, String> properties(String file) throws IOException {
    return Examples.properties(here(Examples.text(file)));
  }

  private String here(String text) {
    return text.replace("/etc/kafka", secrets.toString());
  }
}
