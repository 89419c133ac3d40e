package io.hyperflux.kafka.connect.support;

import java.net.URI;
import java.util.Optional;

/** One worker of an {@link EmbeddedEnvironment}. */
public final class EmbeddedWorker {
  private final int port;
  private final Node node;
  private final ConnectRest rest;

  EmbeddedWorker(int port, Node node, ConnectRest rest) {
    this.port = port;
    this.node = node;
    this.rest = rest;
  }

  static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Its name in a {@link ConnectorStatus.Task}. */
  public String id() {
    return "127.0.0.1:" + port;
  }

  public ConnectRest rest() {
    return rest;
  }

  /** See {@link ConnectEnvironment#stopWorker()}. */
  public void stop() {
    node.stop();
  }

  /** See {@link ConnectEnvironment#killWorker()}. */
  public void kill() {
    node.kill();
  }

  /** See {@link ConnectEnvironment#startWorker()}. */
  public void start() {
    node.start();
  }

  /** It does nothing at all until {@link #thaw}, as if its machine slept; only for child JVMs. */
  public void freeze() {
    node.freeze();
  }

  /** It goes on where it was frozen. */
  public void thaw() {
    node.thaw();
  }

  /** The child JVM that it is; empty if that has ended. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(node.pid());
  }

  /** The threads of its JVM, in the form of jstack. */
  public String threadDump() {
    return node.threadDump();
  }

  /** See {@link ConnectEnvironment#workerLog()}. */
  public String log() {
    return node.log();
  }
}
