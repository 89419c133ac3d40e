package io.hyperflux.kafka.connect.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The example of a downstream application behind the connector on a real worker. */
public final class DownstreamScenario {
  private static final String CHANGES = "downstream-changes";
  private static final String REQUESTS = "downstream-requests";
  private static final String IMAGES = "downstream-images";
  private static final String DEAD_LETTERS = "downstream-dead-letters";
  private static final String LISTING = "/v1/ai/downstream";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedEnvironment environment;
  private final Path state;

  /** With a directory for what the application keeps on disk. */
  public DownstreamScenario(EmbeddedEnvironment environment, Path state) {
    this.environment = environment;
    this.state = state;
  }

  /** Lets tasks end, then the connector produce all of it again; each end must count once. */
  public void run() throws Exception {
    try (ApiSimulator api = new ApiSimulator("key")) {
      String broker = environment.bootstrapServers();
      createTopics(broker);
      ask(broker, "a", "a cat on a mat");
      api.put(LISTING, "a", "IN_PROGRESS");
      api.put(LISTING, "b", "FAILED");
      environment.rest().createConnector(CHANGES, settings(api));
      try (KafkaStreams streams = start(broker);
          RecordCollector changes = new RecordCollector(broker, CHANGES);
          RecordCollector images = new RecordCollector(broker, IMAGES);
          RecordCollector deadLetters = new RecordCollector(broker, DEAD_LETTERS)) {
        changes.awaitCount(2, PATIENCE);
        api.put(LISTING, "a", "COMPLETED");
        changes.awaitCount(3, PATIENCE);

        // under another name it produces all it sees once more
        environment.rest().delete(CHANGES);
        environment.rest().createConnector("downstream-again", settings(api));
        changes.awaitCount(5, PATIENCE);
        api.put(LISTING, "c", "COMPLETED");

        // when c is through, the repeats before it are
        List<CollectedRecord> out = images.awaitCount(2, PATIENCE);
        assertThat(out).extracting(CollectedRecord::key).containsExactly("a", "c");
        assertThat(out.get(0).value().path("request").asText()).isEqualTo("a cat on a mat");
        assertThat(out.get(0).value().path("completed_at").asLong())
            .isEqualTo(changes.records().get(2).timestamp());
        assertThat(out.get(1).value().path("request").isNull()).isTrue();
        assertThat(deadLetters.readToEnd())
            .extracting(record -> record.value().path("task_id").asText())
            .containsExactly("b");
        assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
        environment.rest().delete("downstream-again");
      }
    }
  }

  private static Map<String, String> settings(ApiSimulator api) {
    Map<String, String> settings = ConnectorConfig.of(CHANGES, api.url(), "key");
    settings.put("hyperflux.listings", LISTING);
    settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    settings.put("value.converter.schemas.enable", "false");
    return settings;
  }

  private KafkaStreams start(String broker) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "completed-images");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    KafkaStreams streams =
        new KafkaStreams(
            CompletedImages.topology(CHANGES, REQUESTS, IMAGES, DEAD_LETTERS, Duration.ofDays(1)),
            config);
    streams.start();
    return streams;
  }

  /** A Streams application needs its topics before it starts. */
  private static void createTopics(String broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(CHANGES, 1, (short) 1),
                  new NewTopic(REQUESTS, 1, (short) 1),
                  new NewTopic(IMAGES, 1, (short) 1),
                  new NewTopic(DEAD_LETTERS, 1, (short) 1)))
          .all()
          .get();
    }
  }

  private static void ask(String broker, String taskId, String request) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(REQUESTS, taskId, request)).get();
    }
  }
}
