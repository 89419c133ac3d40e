package io.hyperflux.kafka.connect.support;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A broker and workers of the Maven artifacts on the class path, on free ports of loopback. A
 * worker in this JVM is ready soonest and can be debugged; one in a child JVM can be killed. Their
 * logs stay in target/logs, nothing else stays.
 */
public final class EmbeddedEnvironment implements ConnectEnvironment {
  private static final String BROKER_HEAP = "-Xmx512m";
  private static final String WORKER_HEAP = "-Xmx256m";

  private final Cleanup cleanup = new Cleanup();
  private final String bootstrapServers;
  private final Node broker;
  private final List<EmbeddedWorker> workers = new ArrayList<>();

  /** The broker and the workers are in this JVM. */
  public static EmbeddedEnvironment inJvm(EmbeddedOptions options) {
    return new EmbeddedEnvironment(options, false, false);
  }

  /** The broker is in this JVM, each worker in a child. */
  public static EmbeddedEnvironment withChildWorker(EmbeddedOptions options) {
    return new EmbeddedEnvironment(options, false, true);
  }

  /** The broker and each worker are child JVMs. */
  public static EmbeddedEnvironment inChildJvms(EmbeddedOptions options) {
    return new EmbeddedEnvironment(options, true, true);
  }

  private EmbeddedEnvironment(EmbeddedOptions options, boolean childBroker, boolean childWorkers) {
    synchronized (cleanup) {
      try {
        TemporaryDirectory directory = cleanup.add(new TemporaryDirectory());
        Path logs = LogDirectory.create();
        int port = FreePort.find();
        bootstrapServers = "127.0.0.1:" + port;
        Map<String, String> brokerProperties =
            NodeProperties.broker(
                port, FreePort.find(), directory.subdirectory("data"), options.brokerProperties());
        NodeFiles brokerFiles = NodeFiles.write(directory.path(), logs, "broker", brokerProperties);
        Readiness brokerReady = Readiness.ofBroker(bootstrapServers);
        broker =
            cleanup.add(
                childBroker
                    ? new ChildNode("broker", "broker", BROKER_HEAP, brokerFiles, brokerReady)
                    : new InJvmNode("broker", InsideBroker.class, brokerFiles, brokerReady));
        broker.start();
        Path plugins = PluginDirectory.unpackInto(directory.subdirectory("plugins"));
        for (int i = 1; i <= options.workers(); i++) {
          addWorker(
              "worker-" + i, directory, logs, plugins, options.workerProperties(), childWorkers);
        }
      } catch (RuntimeException | Error e) {
        cleanup.closeAfter(e);
        throw e;
      }
    }
  }

  private void addWorker(
      String name,
      TemporaryDirectory directory,
      Path logs,
      Path plugins,
      Map<String, String> more,
      boolean child) {
    int port = FreePort.find();
    Map<String, String> properties = NodeProperties.worker(bootstrapServers, port, plugins, more);
    NodeFiles files = NodeFiles.write(directory.path(), logs, name, properties);
    ConnectRest rest = new ConnectRest(() -> EmbeddedWorker.uri(port));
    Node node =
        cleanup.add(
            child
                ? new ChildNode(name, "worker", WORKER_HEAP, files, rest::isHealthy)
                : new InJvmNode(name, InsideWorker.class, files, rest::isHealthy));
    node.start();
    workers.add(new EmbeddedWorker(port, node, rest));
  }

  /** All of them, the first one too. */
  public List<EmbeddedWorker> workers() {
    return List.copyOf(workers);
  }

  /** All that the broker has logged so far. */
  public String brokerLog() {
    return broker.log();
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public ConnectRest rest() {
    return workers.get(0).rest();
  }

  @Override
  public String urlForWorker(URI urlOnThisHost) {
    return urlOnThisHost.toString();
  }

  @Override
  public void stopWorker() {
    workers.get(0).stop();
  }

  @Override
  public void killWorker() {
    workers.get(0).kill();
  }

  @Override
  public void startWorker() {
    workers.get(0).start();
  }

  @Override
  public void stopBroker() {
    broker.stop();
  }

  @Override
  public void startBroker() {
    broker.start();
  }

  @Override
  public String workerLog() {
    return workers.get(0).log();
  }

  @Override
  public void close() {
    cleanup.close();
  }
}
