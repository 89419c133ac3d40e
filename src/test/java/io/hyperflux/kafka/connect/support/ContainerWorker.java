package io.hyperflux.kafka.connect.support;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A worker in a container. Each run is a new container, as a stopped one would come back under
 * another port anyway; what a worker must remember is in its topics.
 */
final class ContainerWorker implements Node {
  private static final int REST_PORT = 8083;
  private static final String PROPERTIES = "/tmp/worker.properties";
  static final Duration START = Duration.ofMinutes(3);
  private static final int STOP_SECONDS = 30;

  private final DockerImageName image;
  private final Network network;
  private final Path plugins;
  private final String properties;
  private final StringBuilder logOfEarlierRuns = new StringBuilder();
  private GenericContainer<?> container;

  ContainerWorker(
      DockerImageName image, Network network, Path plugins, Map<String, String> properties) {
    this.image = image;
    this.network = network;
    this.plugins = plugins;
    this.properties = text(properties);
  }

  private static String text(Map<String, String> configuration) {
    Properties properties = new Properties();
    properties.putAll(configuration);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Where its REST API is now; another place after each start. */
  synchronized URI uri() {
    if (container == null) {
      throw new IllegalStateException("The worker does not run");
    }
    return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(REST_PORT));
  }

  @Override
  @SuppressWarnings("resource") // closed by end()
  public synchronized void start() {
    if (container != null) {
      throw new IllegalStateException("The worker runs already");
    }
    container =
        new GenericContainer<>(image)
            .withNetwork(network)
            .withNetworkAliases("worker")
            .withExtraHost("host.docker.internal", "host-gateway")
            .withExposedPorts(REST_PORT)
            .withEnv("KAFKA_HEAP_OPTS", "-Xmx256m")
            .withCopyFileToContainer(
                MountableFile.forHostPath(plugins), ContainerEnvironment.PLUGINS)
            .withCopyToContainer(Transferable.of(properties), PROPERTIES)
            .withCommand("/opt/kafka/bin/connect-distributed.sh", PROPERTIES)
            .waitingFor(Wait.forHttp("/health").forPort(REST_PORT).forStatusCode(200))
            .withStartupTimeout(START);
    try {
      container.start();
    } catch (RuntimeException e) {
      end();
      throw new IllegalStateException(
          "The worker's container did not start:\n" + logOfEarlierRuns, e);
    }
  }

  @Override
  public synchronized void stop() {
    if (container != null) {
      try {
        container
            .getDockerClient()
            .stopContainerCmd(container.getContainerId())
            .withTimeout(STOP_SECONDS)
            .exec();
      } catch (NotModifiedException alreadyEnded) {
        // that is what was asked for
      }
      end();
    }
  }

  @Override
  public synchronized void kill() {
    if (container != null) {
      container
          .getDockerClient()
          .killContainerCmd(container.getContainerId())
          .withSignal("KILL")
          .exec();
      container
          .getDockerClient()
          .waitContainerCmd(container.getContainerId())
          .exec(new WaitContainerResultCallback())
          .awaitStatusCode();
      end();
    }
  }

  /** Keeps the log and removes the container. */
  private void end() {
    try {
      if (container.getContainerId() != null) {
        logOfEarlierRuns.append(container.getLogs());
      }
    } finally {
      container.close();
      container = null;
    }
  }

  @Override
  public synchronized String log() {
    return container == null ? logOfEarlierRuns.toString() : logOfEarlierRuns + container.getLogs();
  }

  @Override
  public void close() {
    stop();
  }
}
