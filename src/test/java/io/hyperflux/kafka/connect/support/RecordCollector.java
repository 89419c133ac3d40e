package io.hyperflux.kafka.connect.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Collects what a topic holds, from its beginning. It reads only while one of its methods runs, on
 * the caller's thread; the topic need not exist yet, and is not created by reading.
 */
public final class RecordCollector implements AutoCloseable {
  private static final Duration ONE_POLL = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String topic;
  private final KafkaConsumer<String, String> consumer;
  private final List<CollectedRecord> records = new ArrayList<>();

  /** Sees what a consumer with the default settings sees: aborted transactions too. */
  public RecordCollector(String bootstrapServers, String topic) {
    this(bootstrapServers, topic, IsolationLevel.READ_UNCOMMITTED);
  }

  public RecordCollector(String bootstrapServers, String topic, IsolationLevel isolation) {
    this.topic = topic;
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            500,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation.toString());
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
  }

  /** What was read so far, in order of arrival. */
  public List<CollectedRecord> records() {
    return List.copyOf(records);
  }

  /**
   * Waits until at least {@code count} records are there, and returns all that were read so far.
   */
  public List<CollectedRecord> awaitCount(int count, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (records.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "Expected "
                + count
                + " records of "
                + topic
                + " within "
                + atMost
                + ", got "
                + records.size()
                + ": "
                + records);
      }
      poll();
    }
    return records();
  }

  /**
   * Reads for {@code quiet} and fails as soon as there are more than {@code count} records; returns
   * those there are.
   */
  public List<CollectedRecord> assertNoMoreThan(int count, Duration quiet) {
    long deadline = System.nanoTime() + quiet.toNanos();
    do {
      poll();
      if (records.size() > count) {
        throw new AssertionError(
            "Expected no more than "
                + count
                + " records of "
                + topic
                + ", got "
                + records.size()
                + ": "
                + records);
      }
    } while (System.nanoTime() < deadline);
    return records();
  }

  /**
   * Reads up to what is the end now, and returns all. Under READ_COMMITTED, an open transaction is
   * the end.
   */
  public List<CollectedRecord> readToEnd() {
    if (consumer.partitionsFor(topic).isEmpty()) {
      return records();
    }
    assignPartitions();
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll();
    }
    return records();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void poll() {
    assignPartitions();
    for (ConsumerRecord<String, String> record : consumer.poll(ONE_POLL)) {
      records.add(
          new CollectedRecord(
              record.key(),
              payload(record.value()),
              record.value(),
              record.timestamp(),
              record.partition(),
              record.offset()));
    }
  }

  /**
   * No consumer group: partitions are taken as they come to exist, each from its beginning. The
   * first one is awaited even before that.
   */
  private void assignPartitions() {
    Set<TopicPartition> partitions = new HashSet<>();
    partitions.add(new TopicPartition(topic, 0));
    for (PartitionInfo partition : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    if (!partitions.equals(consumer.assignment())) {
      consumer.assign(partitions);
    }
  }

  private static JsonNode payload(String value) {
    if (value == null) {
      return NullNode.getInstance();
    }
    try {
      JsonNode json = JSON.readTree(value);
      return json.has("schema") && json.has("payload") ? json.get("payload") : json;
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + value, e);
    }
  }
}
