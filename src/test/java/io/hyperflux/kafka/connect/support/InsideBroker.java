package io.hyperflux.kafka.connect.support;

import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;

/** The broker as it is within its class loader: see {@link InJvmNode}. */
public final class InsideBroker implements AutoCloseable {
  private final KafkaRaftServer server;

  /** Formats the storage if that was not done yet, and starts. */
  public InsideBroker(String propertiesFile) throws Exception {
    InsideJvm.neverExits();
    BrokerStorage.format(propertiesFile);
    Properties properties = Utils.loadProps(propertiesFile);
    server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (Throwable t) {
      close();
      throw t;
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    // its threads would keep this class loader for ever
    KafkaYammerMetrics.defaultRegistry().shutdown();
  }
}
