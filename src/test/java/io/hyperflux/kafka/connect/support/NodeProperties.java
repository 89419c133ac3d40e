package io.hyperflux.kafka.connect.support;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configurations of embedded nodes, kept small and quick; what the caller adds wins. */
final class NodeProperties {
  private NodeProperties() {}

  /** A broker that is its own controller, on loopback only. */
  static Map<String, String> broker(
      int port, int controllerPort, Path data, Map<String, String> more) {
    Map<String, String> broker = new LinkedHashMap<>();
    broker.put("process.roles", "broker,controller");
    broker.put("node.id", "1");
    broker.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    broker.put("controller.listener.names", "CONTROLLER");
    broker.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    broker.put("log.dirs", data.toString());
    broker.put("auto.create.topics.enable", "true");
    broker.put("num.partitions", "1");
    broker.put("offsets.topic.num.partitions", "1");
    broker.put("offsets.topic.replication.factor", "1");
    broker.put("transaction.state.log.num.partitions", "1");
    broker.put("transaction.state.log.replication.factor", "1");
    broker.put("transaction.state.log.min.isr", "1");
    broker.put("group.initial.rebalance.delay.ms", "0");
    broker.put("group.min.session.timeout.ms", "1000");
    broker.put("log.cleaner.dedupe.buffer.size", "4194304");
    broker.put("broker.heartbeat.interval.ms", "500");
    broker.putAll(more);
    return broker;
  }

  /**
   * A worker of the group {@code hyperflux-workers}; workers of one environment differ in their
   * port alone.
   */
  static Map<String, String> worker(
      String bootstrapServers, int port, Path plugins, Map<String, String> more) {
    Map<String, String> worker = distributed(bootstrapServers, plugins.toString());
    putAddresses(worker, bootstrapServers, port, plugins);
    worker.putAll(more);
    return worker;
  }

  /** Where a worker of either kind finds broker and plugins, and is found itself. */
  static void putAddresses(
      Map<String, String> worker, String bootstrapServers, int port, Path plugins) {
    worker.put("bootstrap.servers", bootstrapServers);
    worker.put("plugin.path", plugins.toString());
    worker.put("listeners", "http://127.0.0.1:" + port);
    worker.put("rest.advertised.host.name", "127.0.0.1");
  }

  /** What sets a worker's group apart from that of others at the same broker. */
  static Map<String, String> ownGroup(String name) {
    return Map.of(
        "group.id", name,
        "config.storage.topic", name + "-configs",
        "offset.storage.topic", name + "-offsets",
        "status.storage.topic", name + "-status");
  }

  /** What embedded workers and those in containers have in common. */
  static Map<String, String> distributed(String bootstrapServers, String plugins) {
    Map<String, String> worker = new LinkedHashMap<>();
    worker.put("bootstrap.servers", bootstrapServers);
    worker.put("group.id", "hyperflux-workers");
    worker.put("plugin.path", plugins);
    worker.put("plugin.discovery", "service_load");
    worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    worker.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    worker.put("value.converter.schemas.enable", "true");
    worker.put("config.storage.topic", "hyperflux-connect-configs");
    worker.put("config.storage.replication.factor", "1");
    worker.put("offset.storage.topic", "hyperflux-connect-offsets");
    worker.put("offset.storage.partitions", "1");
    worker.put("offset.storage.replication.factor", "1");
    worker.put("status.storage.topic", "hyperflux-connect-status");
    worker.put("status.storage.partitions", "1");
    worker.put("status.storage.replication.factor", "1");
    worker.put("offset.flush.interval.ms", "1000");
    worker.put("scheduled.rebalance.max.delay.ms", "0");
    // a stopping worker waits for the fetches of its internal topics, one after the other
    worker.put("fetch.max.wait.ms", "100");
    return worker;
  }
}
