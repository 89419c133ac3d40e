package io.hyperflux.kafka.connect.support;

import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/** The worker as it is within its class loader: see {@link InJvmNode}. */
public final class InsideWorker implements AutoCloseable {
  private final Connect<DistributedHerder> connect;

  public InsideWorker(String propertiesFile) throws Exception {
    InsideJvm.neverExits();
    connect =
        new ConnectDistributed(propertiesFile)
            .startConnect(Utils.propsToStringMap(Utils.loadProps(propertiesFile)));
  }

  /**
   * While the JVM ends, Connect's own shutdown hook is stopping the worker: a second stop() would
   * only let awaitStop() return too early, and the broker go down before the worker.
   */
  @Override
  public void close() {
    if (!InsideJvm.isEnding()) {
      connect.stop();
    }
    connect.awaitStop();
  }
}
