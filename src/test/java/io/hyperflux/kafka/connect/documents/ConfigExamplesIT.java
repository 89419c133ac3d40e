package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectRest;
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
 * not be shared, differ from what users copy. A distributed worker has one of the files for workers
 * and nothing of the others, and is else as Kafka's own {@code connect-distributed.properties} have
 * it.
 */
@Timeout(180)
class ConfigExamplesIT {
  private static final String KEY = "FPSX-from-outside";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
  private static final Map<String, String> STOCK =
      Map.of(
          "key.converter",
          JSON_CONVERTER,
          "key.converter.schemas.enable",
          "true",
          "value.converter",
          JSON_CONVERTER,
          "value.converter.schemas.enable",
          "true");

  private static final String DISTRIBUTED = "hyperflux-distributed.json";
  private static final String EXACTLY_ONCE = "hyperflux-exactly-once.json";
  private static final String FROM_ENVIRONMENT = "hyperflux-key-from-environment.json";
  private static final String STANDALONE = "hyperflux-standalone.properties";

  /** Stands for /etc/kafka. */
  @TempDir private Path secrets;

  @Test
  void run() throws IOException {
    String form = Examples.text("hyperflux-secrets.properties");
    Files.writeString(
        secrets.resolve("hyperflux-secrets.properties"), form.replace("put-your-key-here", KEY));
    Map<String, String> variables = Map.of("HYPERFLUX_API_KEY", KEY);
    try (EmbeddedEnvironment environment =
            EmbeddedEnvironment.inJvm(withWorker("worker-exactly-once.properties"));
        ApiSimulator api = new ApiSimulator(KEY)) {
      api.put("a", "COMPLETED");
      create(environment.rest(), EXACTLY_ONCE, api);
      create(
          startAlone(environment, "worker-secrets-from-file.properties", Map.of()),
          DISTRIBUTED,
          api);
      create(
          startAlone(environment, "worker-secrets-from-environment.properties", variables),
          FROM_ENVIRONMENT,
          api);
      environment.startStandaloneWorker(
          properties("worker-standalone.properties"),
          List.of(settings(properties(STANDALONE), STANDALONE, api)),
          Map.of());

      for (String topic : List.of(EXACTLY_ONCE, DISTRIBUTED, FROM_ENVIRONMENT, STANDALONE)) {
        assertProduced(environment, topic);
      }
    }
  }

  private EmbeddedOptions withWorker(String file) throws IOException {
    EmbeddedOptions options = EmbeddedOptions.defaults();
    for (Map.Entry<String, String> setting : worker(file).entrySet()) {
      options = options.worker(setting.getKey(), setting.getValue());
    }
    return options;
  }

  private ConnectRest startAlone(
      EmbeddedEnvironment environment, String file, Map<String, String> variables)
      throws IOException {
    return environment
        .startWorkerAlone(file.replace(".properties", ""), worker(file), variables)
        .rest();
  }

  private Map<String, String> worker(String file) throws IOException {
    Map<String, String> worker = new HashMap<>(STOCK);
    worker.putAll(properties(file));
    return worker;
  }

  private void create(ConnectRest rest, String file, ApiSimulator api) throws IOException {
    rest.createConnector(file, settings(connector(file), file, api));
  }

  /** Byte for byte what the README shows: key and value, without quotes and schemas. */
  private static void assertProduced(EmbeddedEnvironment environment, String topic) {
    try (RecordCollector records =
        new RecordCollector(environment.bootstrapServers(), topic, IsolationLevel.READ_COMMITTED)) {
      assertThat(records.awaitCount(1, PATIENCE))
          .as(topic)
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.key()).isEqualTo("a");
                assertThat(record.text())
                    .isEqualTo(
                        "{\"task_id\":\"a\",\"status\":\"COMPLETED\",\"previous_status\":null,"
                            + "\"listing\":\"/v1/ai/text-to-image/hyperflux\",\"observed_at\":"
                            + record.timestamp()
                            + ",\"snapshot\":true,\"in_flight_ms\":null,\"generated\":null,"
                            + "\"generated_expires_at\":null,\"has_nsfw\":null}");
              });
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
