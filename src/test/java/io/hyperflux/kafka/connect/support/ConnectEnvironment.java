package io.hyperflux.kafka.connect.support;

import java.net.URI;

/**
 * A broker and at least one Connect worker that has the plugin zip: the world an end-to-end
 * scenario runs in.
 */
public interface ConnectEnvironment extends AutoCloseable {
  /** For Kafka clients in this JVM. */
  String bootstrapServers();

  /** The REST API of the (first) worker; stays valid when that worker is started again. */
  ConnectRest rest();

  /** How the worker reaches a server of this JVM that is bound to {@link #bindAddress}. */
  String urlForWorker(URI urlOnThisHost);

  /** What a server of this JVM has to be bound to for the worker to reach it. */
  String bindAddress();

  /** Stops the (first) worker as a SIGTERM does, and waits for its end. */
  void stopWorker();

  /**
   * Kills the (first) worker as kill -9 does. A worker within this JVM can't:
   * UnsupportedOperationException.
   */
  void killWorker();

  /**
   * Starts the (first) worker again, in the same group and with the same internal topics; returns
   * when it is ready.
   */
  void startWorker();

  /** The broker can no longer be reached; its data stays. */
  void stopBroker();

  /** The broker is back under the same address with the same data. */
  void startBroker();

  /** All that the (first) worker has logged so far, earlier runs included. */
  String workerLog();

  /** Stops everything and removes what it left; throws nothing that a test would have to handle. */
  @Override
  void close();
}
