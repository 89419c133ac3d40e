package io.hyperflux.kafka.connect.support;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A broker and workers of the Maven artifacts on the class path, on free ports of loopback. A
 * worker in this JVM is ready soonest and can be debugged; one in a child JVM can be killed. Their
 * logs stay in target/logs, nothing else stays.
 */
public final class EmbeddedEnvironment implements ConnectEnvironment {
  /** Small, and started soon. */
  private static final List<String> BROKER_JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Cleanup cleanup = new Cleanup();
  private final TemporaryDirectory directory;
  private final Path logs;
  private final Path plugins;
  private final String bootstrapServers;
  private final Node broker;
  private final List<String> workerJvm;
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
        directory = cleanup.add(new TemporaryDirectory());
        logs = LogDirectory.create();
        workerJvm = options.workerJvm();
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
                    ? new ChildNode("broker", "broker", BROKER_JVM, brokerFiles, brokerReady)
                    : new InJvmNode("broker", InsideBroker.class, brokerFiles, brokerReady));
        broker.start();
        plugins = PluginDirectory.unpackInto(directory.subdirectory("plugins"));
        for (int i = 1; i <= options.workers(); i++) {
          addWorker("worker-" + i, options.workerProperties(), childWorkers);
        }
      } catch (RuntimeException | Error e) {
        cleanup.closeAfter(e);
        throw e;
      }
    }
  }

  private void addWorker(String name, Map<String, String> more, boolean child) {
    addWorker(
        name,
        more,
        (files, rest) ->
            child
                ? new ChildNode(name, "worker", workerJvm, files, rest::isHealthy)
                : new InJvmNode(name, InsideWorker.class, files, rest::isHealthy));
  }

  private EmbeddedWorker addWorker(
      String name, Map<String, String> more, BiFunction<NodeFiles, ConnectRest, Node> newNode) {
    int port = FreePort.find();
    Map<String, String> properties = NodeProperties.worker(bootstrapServers, port, plugins, more);
    return addWorker(name, port, properties, newNode);
  }

  private EmbeddedWorker addWorker(
      String name,
      int port,
      Map<String, String> properties,
      BiFunction<NodeFiles, ConnectRest, Node> newNode) {
    NodeFiles files = NodeFiles.write(directory.path(), logs, name, properties);
    ConnectRest rest = new ConnectRest(() -> EmbeddedWorker.uri(port));
    Node node = cleanup.add(newNode.apply(files, rest));
    node.start();
    EmbeddedWorker worker = new EmbeddedWorker(port, node, rest);
    workers.add(worker);
    return worker;
  }

  /** Starts one more worker of the environment's group, in a JVM of its own. */
  public EmbeddedWorker startOneMoreWorker(String name) {
    return addWorker(
        name,
        Map.of(),
        (files, rest) -> new ChildNode(name, "worker", workerJvm, files, rest::isHealthy));
  }

  /**
   * Starts one more worker of this version, in a JVM of its own and in a group of its own called
   * {@code name}.
   *
   * @param more added to its configuration, or instead of what is there
   * @param variables added to its environment
   */
  public EmbeddedWorker startWorkerAlone(
      String name, Map<String, String> more, Map<String, String> variables) {
    Map<String, String> properties = new HashMap<>(NodeProperties.ownGroup(name));
    properties.putAll(more);
    return addWorker(
        name,
        properties,
        (files, rest) ->
            new ChildNode(
                name,
                "worker",
                workerJvm,
                files,
                rest::isHealthy,
                WorkerClassPath.entries(),
                List.of(),
                variables));
  }

  /**
   * Starts one more worker, in a JVM of its own and in a group of its own called {@code name}.
   *
   * @param more added to its configuration, or instead of what is there
   * @param artifacts its class path, for another version of Connect than the tests' own
   */
  public EmbeddedWorker startOtherWorker(
      String name, Map<String, String> more, List<Path> artifacts) {
    Map<String, String> properties = new HashMap<>(NodeProperties.ownGroup(name));
    properties.putAll(more);
    List<Path> classPath = new ArrayList<>(artifacts);
    classPath.add(WorkerClassPath.testClasses());
    return addWorker(
        name,
        properties,
        (files, rest) -> new ChildNode(name, "worker", workerJvm, files, rest::answers, classPath));
  }

  /**
   * Starts a standalone worker with its connectors, in a JVM of its own.
   *
   * @param configuration all of it but the addresses, the plugins and the file of its offsets
   * @param connectors a configuration for each connector
   * @param variables added to its environment
   */
  public EmbeddedWorker startStandaloneWorker(
      Map<String, String> configuration,
      List<Map<String, String>> connectors,
      Map<String, String> variables) {
    String name = "standalone";
    Map<String, String> properties = new HashMap<>(configuration);
    properties.put(
        "offset.storage.file.filename", directory.path().resolve("standalone.offsets").toString());
    List<String> connectorFiles = new ArrayList<>();
    for (Map<String, String> connector : connectors) {
      String file = name + "-connector-" + connectorFiles.size();
      connectorFiles.add(
          NodeFiles.write(directory.path(), logs, file, connector).properties().toString());
    }
    int port = FreePort.find();
    NodeProperties.putAddresses(properties, bootstrapServers, port, plugins);
    return addWorker(
        name,
        port,
        properties,
        (files, rest) ->
            new ChildNode(
                name,
                name,
                workerJvm,
                files,
                rest::isHealthy,
                WorkerClassPath.entries(),
                connectorFiles,
                variables));
  }

  /**
   * The {@code plugin.path} of all workers. What is put here, in a directory of its own, is found
   * by workers started later.
   */
  public Path plugins() {
    return plugins;
  }

  /** Starts an Apicurio Registry that keeps all in memory, in a JVM of its own. */
  public URI startRegistry(Path runnerJar) {
    int port = FreePort.find();
    URI uri = EmbeddedWorker.uri(port);
    Map<String, String> properties =
        Map.of("quarkus.http.host", "127.0.0.1", "quarkus.http.port", Integer.toString(port));
    NodeFiles files = NodeFiles.write(directory.path(), logs, "registry", properties);
    RestCalls calls = new RestCalls(() -> uri);
    Readiness ready =
        () -> calls.statusOf("/apis/registry/v2/system/info", Duration.ofSeconds(5)) == 200;
    List<Path> classPath = List.of(runnerJar, WorkerClassPath.testClasses());
    cleanup.add(new ChildNode("registry", "quarkus", BROKER_JVM, files, ready, classPath)).start();
    return uri;
  }

  /** All of them, the first one too. */
  public List<EmbeddedWorker> workers() {
    return List.copyOf(workers);
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
  public String bindAddress() {
    return "127.0.0.1";
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

  /**
   * Removes its files under its feet, for a JVM that gives up a {@link #close} that does not end.
   */
  public void removeFiles() {
    directory.close();
  }

  @Override
  public void close() {
    cleanup.close();
  }
}
