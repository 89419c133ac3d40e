package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.InstanceOfAssertFactories;

/** What every {@link ConnectEnvironment} has to be able to do. */
final class EnvironmentChecks {
  private static final String CONNECTOR = "io.hyperflux.kafka.connect.HyperfluxSourceConnector";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private EnvironmentChecks() {}

  /** Its task runs, though nobody serves the API there. */
  static Map<String, String> config() {
    return Map.of(
        "connector.class", CONNECTOR,
        "tasks.max", "1",
        "hyperflux.api.key", "a-key",
        "hyperflux.api.url", "http://127.0.0.1:1");
  }

  static void listsThePluginOnce(ConnectEnvironment environment) {
    List<JsonNode> ours =
        environment.rest().connectorPlugins().findParents("class").stream()
            .filter(plugin -> plugin.path("class").asText().startsWith("io.hyperflux."))
            .toList();
    assertThat(ours).hasSize(1);
    assertThat(ours.get(0).path("class").asText()).isEqualTo(CONNECTOR);
    assertThat(ours.get(0).path("version").asText())
        .isEqualTo(new HyperfluxSourceConnector().version());
  }

  static void connectorComesAndGoes(ConnectEnvironment environment) {
    ConnectRest rest = environment.rest();
    // the name is the worker's, which adds it when a connector is created
    assertThat(rest.validate(config())).containsOnlyKeys("name");
    assertThat(rest.validate(Map.of("connector.class", CONNECTOR)))
        .containsOnlyKeys("name", "hyperflux.api.key");
    assertThat(rest.createAndAwaitRunning("coming", config()).tasks()).hasSize(1);
    rest.pause("coming");
    rest.awaitStatus("coming", "paused", status -> status.isAll("PAUSED"));
    rest.resume("coming");
    rest.awaitRunning("coming");
    rest.restart("coming");
    rest.awaitRunning("coming");
    rest.stop("coming");
    rest.awaitStatus(
        "coming",
        "stopped",
        status -> status.state().equals("STOPPED") && status.tasks().isEmpty());
    rest.resetOffsets("coming");
    assertThat(rest.offsets("coming").path("offsets")).isEmpty();
    rest.delete("coming");
    assertThatThrownBy(() -> rest.delete("coming"))
        .asInstanceOf(InstanceOfAssertFactories.type(RestException.class))
        .returns(404, RestException::status);
  }

  static void connectorOutlives(ConnectEnvironment environment, String name, Runnable endOfWorker) {
    ConnectRest rest = environment.rest();
    rest.createAndAwaitRunning(name, config());
    endOfWorker.run();
    assertThat(answers(rest)).isFalse();
    environment.startWorker();
    rest.awaitRunning(name);
    rest.delete(name);
    assertThat(
            environment.workerLog().lines().filter(line -> line.contains("Kafka Connect started")))
        .hasSizeGreaterThan(1);
  }

  private static boolean answers(ConnectRest rest) {
    try {
      return rest.isHealthy();
    } catch (IllegalStateException noAddress) {
      return false;
    }
  }

  static void brokerComesBackWithItsData(ConnectEnvironment environment)
      throws ExecutionException, InterruptedException {
    Map<String, Object> producerConfig =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, environment.bootstrapServers(),
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000);
    String topic = "before-and-after";
    try (RecordCollector collector = new RecordCollector(environment.bootstrapServers(), topic)) {
      collector.assertNoMoreThan(0, Duration.ofMillis(200));
      send(producerConfig, topic, "{\"n\":1}");
      collector.awaitCount(1, PATIENCE);
      environment.stopBroker();
      assertThatThrownBy(() -> send(producerConfig, topic, "{\"n\":0}"));
      environment.startBroker();
      send(producerConfig, topic, "{\"schema\":null,\"payload\":{\"n\":2}}");
      assertThat(collector.awaitCount(2, PATIENCE))
          .extracting(CollectedRecord::offset)
          .containsExactly(0L, 1L);
      assertThat(collector.assertNoMoreThan(2, Duration.ofMillis(300)))
          .extracting(each -> each.value().path("n").asInt())
          .containsExactly(1, 2);
      assertThatThrownBy(() -> collector.awaitCount(3, Duration.ofMillis(300)))
          .isInstanceOf(AssertionError.class);
      assertThatThrownBy(() -> collector.assertNoMoreThan(1, Duration.ZERO))
          .isInstanceOf(AssertionError.class);
      try (RecordCollector another = new RecordCollector(environment.bootstrapServers(), topic)) {
        assertThat(another.readToEnd()).isEqualTo(collector.records());
      }
    }
    // the worker has found it again, too
    environment.rest().createAndAwaitRunning("after", config());
    environment.rest().delete("after");
  }

  private static void send(Map<String, Object> config, String topic, String value)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", value)).get();
    }
  }
}
