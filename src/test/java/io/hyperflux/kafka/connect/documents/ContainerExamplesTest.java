package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.config.Version;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.junit.jupiter.api.Test;

/** The examples for Kubernetes and Docker Compose: well-formed, valid within, and of one mind. */
class ContainerExamplesTest {
  private static final String ZIP = "hyperflux-kafka-connect-hyperflux-" + Version.current();
  private static final String ENVIRONMENT_KEY = "${env:HYPERFLUX_API_KEY}";

  @Test
  void theStrimziClusterHasAWorkersSettingsThePluginAndTheKey() throws IOException {
    JsonNode cluster = Examples.yaml("strimzi-connect.yaml");
    JsonNode spec = cluster.path("spec");

    assertThat(cluster.path("apiVersion").asText()).isEqualTo("kafka.strimzi.io/v1");
    assertThat(cluster.path("kind").asText()).isEqualTo("KafkaConnect");
    assertThat(spec.path("build").path("plugins").at("/0/artifacts/0/type").asText())
        .isEqualTo("zip");
    assertThat(spec.path("build").path("plugins").at("/0/artifacts/0/url").asText())
        .endsWith("/" + ZIP + ".zip");
    assertThat(spec.path("build").path("output").path("image").asText())
        .endsWith(":" + Version.current());
    Map<String, String> worker = new HashMap<>(Examples.map(spec.path("config")));
    worker.put("group.id", spec.path("groupId").asText());
    worker.put("config.storage.topic", spec.path("configStorageTopic").asText());
    worker.put("offset.storage.topic", spec.path("offsetStorageTopic").asText());
    worker.put("status.storage.topic", spec.path("statusStorageTopic").asText());
    worker.put("bootstrap.servers", spec.path("bootstrapServers").asText());
    Examples.assertKnown(new DistributedConfig(worker));
    assertLetsTheKeyThrough(
        worker, spec.path("template").path("connectContainer").at("/env/0/name").asText());
  }

  /** They are a comment, for there need not be such a ConfigMap. */
  @Test
  void theStrimziClustersMetricsComeByTheExportersRules() throws IOException {
    String text = Examples.text("strimzi-connect.yaml");
    String uncommented = text.replaceAll("(?m)^  #(?=metricsConfig:|  )", "  ");
    JsonNode metrics = Examples.yamlText(uncommented).at("/spec/metricsConfig");
    JsonNode reference = metrics.at("/valueFrom/configMapKeyRef");
    String name = reference.path("name").asText();
    String file = reference.path("key").asText();

    assertThat(metrics.path("type").asText()).isEqualTo("jmxPrometheusExporter");
    assertThat(Path.of("config", "monitoring", file)).exists();
    assertThat(text)
        .contains("kubectl create configmap %s --from-file=monitoring/%s\n".formatted(name, file));
  }

  @Test
  void theStrimziConnectorIsValidAndInThatCluster() throws IOException {
    JsonNode cluster = Examples.yaml("strimzi-connect.yaml");
    JsonNode connector = Examples.yaml("strimzi-connector.yaml");
    JsonNode spec = connector.path("spec");

    assertThat(connector.path("apiVersion")).isEqualTo(cluster.path("apiVersion"));
    assertThat(connector.path("kind").asText()).isEqualTo("KafkaConnector");
    assertThat(connector.path("metadata").path("labels").path("strimzi.io/cluster"))
        .isEqualTo(cluster.path("metadata").path("name"));
    assertThat(
            cluster.at("/metadata/annotations").path("strimzi.io/use-connector-resources").asText())
        .isEqualTo("true");
    Map<String, String> config = new HashMap<>(Examples.map(spec.path("config")));
    config.put("connector.class", spec.path("class").asText());
    config.put("tasks.max", spec.path("tasksMax").asText());
    Examples.assertValidConnector(config);
  }

  @Test
  void composeRunsTheBrokerThatTheTestsRun() throws IOException {
    Map<String, Object> broker = new HashMap<>();
    service("kafka")
        .path("environment")
        .properties()
        .forEach(entry -> broker.put(brokerKey(entry.getKey()), entry.getValue().asText()));

    assertThat(service("kafka").path("image").asText())
        .isEqualTo(service("connect").path("image").asText())
        .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    assertThat(new KafkaConfig(broker).values().get("advertised.listeners"))
        .asString()
        .contains("PLAINTEXT://kafka:9092");
  }

  @Test
  void composeUnpacksThePluginWhereTheWorkerLooks() throws IOException {
    JsonNode plugin = service("plugin");

    assertThat(plugin.path("command").asText()).isEqualTo("jar xf /build/" + ZIP + ".zip");
    assertThat(texts(plugin.path("volumes"))).contains("../target:/build:ro", "plugins:/plugins");
    assertThat(plugin.path("working_dir").asText()).isEqualTo("/plugins");
    assertThat(texts(service("connect").path("volumes"))).containsExactly("plugins:/plugins:ro");
    assertThat(worker()).containsEntry("plugin.path", "/plugins");
  }

  @Test
  void composeRunsTheSimulatorFromTheTestClasses() throws Exception {
    JsonNode simulator = service("simulator");
    List<String> command = List.of(simulator.path("command").asText().split(" ", -1));

    assertThat(command)
        .startsWith("java", "-cp", "/classes", ApiSimulator.class.getName())
        .containsSequence("--bind", "0.0.0.0")
        .containsSequence("--port", "8080")
        .containsSequence(
            "--key", service("connect").at("/environment/HYPERFLUX_API_KEY").asText());
    String[] volume = simulator.path("volumes").path(0).asText().split(":", -1);
    assertThat(volume[1]).isEqualTo("/classes");
    assertThat(Path.of("config", volume[0]).toRealPath())
        .isEqualTo(
            Path.of(ApiSimulator.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toRealPath());
  }

  @Test
  void composeRunsAValidConnectorOnAValidWorker() throws IOException {
    JsonNode connect = service("connect");
    Map<String, String> worker = worker();
    Map<String, String> connector = inlined("connector");

    assertThat(worker).containsEntry("bootstrap.servers", "kafka:9092");
    Examples.assertKnown(new StandaloneConfig(worker));
    Examples.assertValidConnector(connector);
    assertThat(connector)
        .containsEntry("hyperflux.api.url", "http://simulator:8080")
        .containsEntry("hyperflux.api.key", ENVIRONMENT_KEY);
    assertLetsTheKeyThrough(worker, "HYPERFLUX_API_KEY");
    assertThat(texts(connect.path("ports"))).containsExactly("127.0.0.1:8083:8083");
    assertThat(connect.path("command").asText())
        .isEqualTo(
            "/opt/kafka/bin/connect-standalone.sh "
                + connect.at("/configs/0/target").asText()
                + " "
                + connect.at("/configs/1/target").asText());
    assertThat(connect.at("/configs/0/source").asText()).isEqualTo("worker");
    assertThat(connect.at("/configs/1/source").asText()).isEqualTo("connector");
    connect
        .path("depends_on")
        .fieldNames()
        .forEachRemaining(name -> assertThat(service(name).isMissingNode()).as(name).isFalse());
  }

  /** Nothing that Compose would replace by its own environment. */
  @Test
  void composeKeepsItsHandsOffPlaceholders() throws IOException {
    assertThat(Files.readString(Path.of("config/docker-compose.yaml")).replace("$$", ""))
        .as("the comment apart")
        .doesNotContain("${");
  }

  private static void assertLetsTheKeyThrough(Map<String, String> worker, String variable) {
    assertThat(ENVIRONMENT_KEY).isEqualTo("${env:" + variable + "}");
    assertThat(worker).containsEntry("config.providers", "env");
    assertThat(variable).matches(worker.get("config.providers.env.param.allowlist.pattern"));
  }

  private static Map<String, String> worker() throws IOException {
    return inlined("worker");
  }

  private static Map<String, String> inlined(String config) throws IOException {
    String text =
        Examples.yaml("docker-compose.yaml").path("configs").path(config).path("content").asText();
    return Examples.properties(text.replace("$$", "$"));
  }

  private static JsonNode service(String name) {
    try {
      return Examples.yaml("docker-compose.yaml").path("services").path(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the image's start script names it. */
  private static String brokerKey(String variable) {
    return variable.replaceFirst("^KAFKA_", "").toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
