package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Struct;

/**
 * A new task and then its end, through converters that the connector's configuration names; what
 * lies in the topic is handed out as bytes.
 */
final class ConverterScenario {
  private static final String KEY = "FPSX-converters";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedEnvironment environment;
  private final ConnectRest rest;
  private final String name;

  ConverterScenario(EmbeddedEnvironment environment, ConnectRest rest, String name) {
    this.environment = environment;
    this.rest = rest;
    this.name = name;
  }

  String listing() {
    return "/v1/ai/" + name;
  }

  /** Runs a connector with these settings until its two records are there. */
  List<ConsumerRecord<byte[], byte[]>> run(Map<String, String> converters) throws IOException {
    try (ApiSimulator api = new ApiSimulator(KEY);
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<String, String> config = ConnectorConfig.of(name, api.url(), KEY);
      config.put("hyperflux.listings", listing());
      config.putAll(converters);
      api.put(listing(), "a", "IN_PROGRESS");
      rest.createConnector(name, config);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      readUntil(consumer, 1, records);
      api.put(listing(), "a", "COMPLETED");
      readUntil(consumer, 2, records);
      rest.delete(name);
      return records;
    }
  }

  /** The Connect data that the two records were made of, from what a converter makes of them. */
  void assertIntact(List<ConsumerRecord<byte[], byte[]>> records, List<Struct> values) {
    assertThat(values)
        .containsExactly(
            expected(records.get(0), "IN_PROGRESS", null).put("snapshot", true),
            expected(records.get(1), "COMPLETED", "IN_PROGRESS")
                .put("snapshot", false)
                .put("in_flight_ms", records.get(1).timestamp() - records.get(0).timestamp()));
  }

  private Struct expected(ConsumerRecord<byte[], byte[]> record, String status, String previous) {
    return new Struct(StatusRecords.VALUE)
        .put("task_id", "a")
        .put("status", status)
        .put("previous_status", previous)
        .put("listing", listing())
        .put("observed_at", Date.from(Instant.ofEpochMilli(record.timestamp())));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                environment.bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                500),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(new TopicPartition(name, 0)));
    return consumer;
  }

  private static void readUntil(
      KafkaConsumer<byte[], byte[]> consumer,
      int count,
      List<ConsumerRecord<byte[], byte[]>> records) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (records.size() < count && System.nanoTime() < deadline) {
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    assertThat(records).hasSize(count);
  }
}
