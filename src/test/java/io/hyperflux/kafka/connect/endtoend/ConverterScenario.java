package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
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
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final ConnectRest rest;
  private final ApiSimulator api;
  private final String name;

  /** On the worker of a test's environment, under the test's name. */
  ConverterScenario(ConnectExtension<?> connect) {
    this(connect.environment().bootstrapServers(), connect.rest(), connect.api(), connect.name());
  }

  /**
   * On any worker.
   *
   * @param api with the key {@link ConnectExtension#KEY}
   * @param name of the connector, its topic and the end of its listing
   */
  ConverterScenario(String bootstrapServers, ConnectRest rest, ApiSimulator api, String name) {
    this.bootstrapServers = bootstrapServers;
    this.rest = rest;
    this.api = api;
    this.name = name;
  }

  String listing() {
    return "/v1/ai/" + name;
  }

  /** Runs a connector with these settings until its two records are there. */
  List<ConsumerRecord<byte[], byte[]>> run(Map<String, String> converters) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<String, String> config = ConnectorConfig.of(name, api.url(), ConnectExtension.KEY);
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
                bootstrapServers,
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
