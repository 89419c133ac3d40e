package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.OtherVersions;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What a converter to Avro makes of the records, with a real registry. Only with {@code
 * -Pold-workers}: the registry alone is a download of 110 MB. The worker is made here, after the
 * registry and with its plugin, so that the environment is not {@link ConnectExtension}'s.
 */
@Tag("old-workers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class AvroConverterIT {
  private static final String AVRO = "io.apicurio.registry.utils.converter.AvroConverter";
  private static final String NAME = "avro";

  @AutoClose private EmbeddedEnvironment environment;
  @AutoClose private ApiSimulator api;
  private EmbeddedWorker worker;
  private URI registry;

  @BeforeAll
  void start() throws Exception {
    api = new ApiSimulator(ConnectExtension.KEY);
    environment = EmbeddedEnvironment.inJvm(EmbeddedOptions.defaults().workers(0));
    try (Stream<Path> files =
        Files.list(OtherVersions.directory("apicurio-registry").resolve("app"))) {
      registry =
          environment.startRegistry(
              files
                  .filter(file -> file.toString().endsWith("-runner.jar"))
                  .findAny()
                  .orElseThrow());
    }
    Path plugin = Files.createDirectories(environment.plugins().resolve("apicurio-converter"));
    for (Path jar : OtherVersions.classPath("apicurio-converter")) {
      Files.copy(jar, plugin.resolve(jar.getFileName()));
    }
    // it has no manifest for the service loader
    worker =
        environment.startOtherWorker(
            "avro-worker",
            Map.of("plugin.discovery", "hybrid_warn"),
            OtherVersions.classPath("4.3.1"));
  }

  @Test
  void avroKeepsTheSchemaAndEveryValue() throws Exception {
    ConverterScenario scenario =
        new ConverterScenario(environment.bootstrapServers(), worker.rest(), api, NAME);
    Map<String, String> settings = new HashMap<>();
    settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.put("value.converter", AVRO);
    converterSettings().forEach((key, value) -> settings.put("value.converter." + key, value));
    List<ConsumerRecord<byte[], byte[]>> records = scenario.run(settings);

    assertThat(records)
        .allSatisfy(
            record -> assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("a"));
    theRegisteredSchemaIsWhatReadersExpect();

    List<SchemaAndValue> values = readAsConnectDoes(records);
    assertThat(values).extracting(SchemaAndValue::schema).containsOnly(StatusRecords.VALUE);
    scenario.assertIntact(records, values.stream().map(value -> (Struct) value.value()).toList());
  }

  /** By the converter itself, in a loader of its own as on a worker. */
  private List<SchemaAndValue> readAsConnectDoes(List<ConsumerRecord<byte[], byte[]>> records)
      throws Exception {
    List<URL> jars = new ArrayList<>();
    for (Path jar : OtherVersions.classPath("apicurio-converter")) {
      jars.add(jar.toUri().toURL());
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Converter converter =
          (Converter) loader.loadClass(AVRO).getDeclaredConstructor().newInstance();
      converter.configure(converterSettings(), false);
      return records.stream()
          .map(record -> converter.toConnectData(NAME, record.headers(), record.value()))
          .toList();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private Map<String, String> converterSettings() {
    return Map.of(
        "apicurio.registry.url",
        registry + "/apis/registry/v2",
        "apicurio.registry.auto-register",
        "true",
        "apicurio.registry.find-latest",
        "true");
  }

  private void theRegisteredSchemaIsWhatReadersExpect() throws Exception {
    JsonNode schema =
        new ObjectMapper()
            .readTree(
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(
                                registry.resolve(
                                    "/apis/registry/v2/groups/default/artifacts/"
                                        + NAME
                                        + "-value"))
                            .build(),
                        BodyHandlers.ofString())
                    .body());
    assertThat(schema.path("namespace").asText() + "." + schema.path("name").asText())
        .isEqualTo(StatusRecords.VALUE.name());
    assertThat(schema.path("connect.version").asInt()).isEqualTo(1);
    Map<String, JsonNode> types = new HashMap<>();
    schema.path("fields").forEach(f -> types.put(f.path("name").asText(), f.path("type")));
    assertThat(types.get("observed_at").path("type").asText()).isEqualTo("long");
    assertThat(types.get("observed_at").path("logicalType").asText()).isEqualTo("timestamp-millis");
    assertThat(types.get("task_id").asText()).isEqualTo("string");
    assertThat(types.get("previous_status")).hasToString("[\"null\",\"string\"]");
    assertThat(types.get("snapshot").asText()).isEqualTo("boolean");
    assertThat(types.get("in_flight_ms")).hasToString("[\"null\",\"long\"]");
    assertThat(types.get("generated_expires_at").get(1).path("logicalType").asText())
        .isEqualTo("timestamp-millis");
    for (String list : List.of("generated", "has_nsfw")) {
      assertThat(types.get(list).get(0).asText()).isEqualTo("null");
      assertThat(types.get(list).get(1).path("type").asText()).isEqualTo("array");
    }
  }
}
