package io.hyperflux.kafka.connect.support;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker and a worker of the official image, in containers. Servers of this JVM that the worker
 * is to reach have to be bound to all interfaces, 0.0.0.0.
 */
public final class ContainerEnvironment implements ConnectEnvironment {
  static final String PLUGINS = "/tmp/plugins";

  private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");
  private static final String BROKER_FOR_WORKER = "kafka:19092";
  private static final String HOST_FOR_WORKER = "host.docker.internal";

  private final Cleanup cleanup = new Cleanup();
  private final KafkaContainer broker;
  private final ContainerWorker worker;
  private final ConnectRest rest;
  private boolean paused;

  public static ContainerEnvironment start() {
    return start(Map.of());
  }

  /**
   * {@code workerProperties} are added to the worker's configuration, or instead of what is there.
   */
  public static ContainerEnvironment start(Map<String, String> workerProperties) {
    return new ContainerEnvironment(workerProperties);
  }

  @SuppressWarnings("resource") // closed by the cleanup
  private ContainerEnvironment(Map<String, String> workerProperties) {
    try {
      TemporaryDirectory directory = cleanup.add(new TemporaryDirectory());
      Network network = cleanup.add(Network.newNetwork());
      broker =
          cleanup.add(
              new KafkaContainer(IMAGE)
                  .withNetwork(network)
                  .withListener(BROKER_FOR_WORKER)
                  .withStartupTimeout(ContainerWorker.START));
      broker.start();
      Map<String, String> properties =
          new HashMap<>(NodeProperties.distributed(BROKER_FOR_WORKER, PLUGINS));
      properties.putAll(workerProperties);
      worker =
          cleanup.add(
              new ContainerWorker(
                  IMAGE,
                  network,
                  PluginDirectory.unpackInto(directory.subdirectory("plugins")),
                  properties));
      worker.start();
      rest = new ConnectRest(worker::uri);
    } catch (RuntimeException | Error e) {
      cleanup.closeAfter(e);
      throw e;
    }
  }

  @Override
  public String bootstrapServers() {
    return broker.getBootstrapServers();
  }

  @Override
  public ConnectRest rest() {
    return rest;
  }

  @Override
  public String urlForWorker(URI urlOnThisHost) {
    return urlOnThisHost.toString().replaceFirst("//[^/:]+", "//" + HOST_FOR_WORKER);
  }

  /** All interfaces: a container does not reach this JVM's loopback. */
  @Override
  public String bindAddress() {
    return "0.0.0.0";
  }

  @Override
  public void stopWorker() {
    worker.stop();
  }

  @Override
  public void killWorker() {
    worker.kill();
  }

  @Override
  public void startWorker() {
    worker.start();
  }

  /** Freezes it: stopped, it would come back under another port. */
  @Override
  public synchronized void stopBroker() {
    if (!paused) {
      broker.getDockerClient().pauseContainerCmd(broker.getContainerId()).exec();
      paused = true;
    }
  }

  @Override
  public synchronized void startBroker() {
    if (paused) {
      broker.getDockerClient().unpauseContainerCmd(broker.getContainerId()).exec();
      paused = false;
    }
  }

  @Override
  public String workerLog() {
    return worker.log();
  }

  @Override
  public synchronized void close() {
    try {
      startBroker(); // a worker can't stop in good order without
    } finally {
      cleanup.close();
    }
  }
}
