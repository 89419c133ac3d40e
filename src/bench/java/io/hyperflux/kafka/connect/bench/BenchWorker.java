package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.Jcmd;
import io.hyperflux.kafka.connect.support.RestException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * A broker and a worker with the plugin, each in a JVM of its own, and what benchmarks ask them.
 */
final class BenchWorker implements AutoCloseable {
  private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String OFFSETS = "hyperflux-connect-offsets";

  private final EmbeddedEnvironment environment;
  private final KafkaConsumer<String, String> consumer;

  /**
   * The worker ends as soon as it is out of memory. Records bear the time when the broker appended
   * them.
   *
   * @param heap for the worker, as in {@code -Xmx1g}
   * @param worker added to its configuration
   */
  BenchWorker(String heap, Map<String, String> worker) {
    EmbeddedOptions options =
        EmbeddedOptions.defaults()
            .workerJvm("-Xms" + heap, "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError")
            .worker("value.converter.schemas.enable", "false")
            .broker("log.message.timestamp.type", "LogAppendTime");
    for (Map.Entry<String, String> property : worker.entrySet()) {
      options = options.worker(property.getKey(), property.getValue());
    }
    environment = EmbeddedEnvironment.inChildJvms(options);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                environment.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
  }

  ConnectRest rest() {
    return environment.rest();
  }

  /** Assigned to nothing yet, sees committed records only. */
  KafkaConsumer<String, String> consumer() {
    return consumer;
  }

  /** Creates a topic and the connector that fills it, both of this name. */
  void watch(String name, ServedApi api, String listing, Map<String, String> more) {
    createTopic(name);
    Map<String, String> config = new HashMap<>(ConnectorConfig.of(name, api.url(), "no-key"));
    config.put("hyperflux.listings", listing);
    config.putAll(more);
    rest().createConnector(name, config);
  }

  void createTopic(String name) {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, environment.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Processor time that the worker has taken so far. */
  Duration cpu() {
    return process().flatMap(worker -> worker.info().totalCpuDuration()).orElseThrow();
  }

  /** How many records a topic holds, markers of transactions included. */
  long end(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  /** How many source offsets were stored so far. */
  long storedOffsets() {
    return end(OFFSETS);
  }

  /**
   * Waits for a condition.
   *
   * @throws IllegalStateException if the worker ends before, or runs out of memory
   */
  void await(String what, BooleanSupplier condition) {
    Awaitility.await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN_LOOKS)
        .atMost(PATIENCE)
        .until(
            () -> {
              checkAlive();
              return condition.getAsBoolean();
            });
    checkMemory();
  }

  /** Of a connector that is stopped; the worker can't while it still reads what it has stored. */
  void forgetOffsets(String connector) {
    Awaitility.await("forgotten offsets")
        .pollInSameThread()
        .ignoreException(RestException.class)
        .atMost(PATIENCE)
        .until(
            () -> {
              rest().resetOffsets(connector);
              return true;
            });
  }

  /** Leaves no garbage of one run to the next. */
  void collectGarbage() {
    Jcmd.collectGarbage(process().orElseThrow().pid());
  }

  void stop() {
    environment.stopWorker();
  }

  void start() {
    environment.startWorker();
  }

  private void checkAlive() {
    if (process().isEmpty()) {
      checkMemory();
      throw new IllegalStateException("The worker has ended");
    }
  }

  private void checkMemory() {
    if (environment.workerLog().contains(OUT_OF_MEMORY)) {
      throw new IllegalStateException("The worker ran out of memory: " + OUT_OF_MEMORY);
    }
  }

  private Optional<ProcessHandle> process() {
    return environment.workers().get(0).process();
  }

  @Override
  public void close() {
    consumer.close();
    environment.close();
  }
}
