package io.hyperflux.kafka.connect.support;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a worker in a JVM of its own shows over JMX, by the connector that tools on its machine use.
 */
@SuppressWarnings("BanJNDI") // what answers is our own child
public final class WorkerJmx implements AutoCloseable {
  /** An attribute of an MBean. */
  public record Metric(Object value, String description) {}

  private final JMXConnector connector;
  private final MBeanServerConnection server;

  private WorkerJmx(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
  }

  /** Connects to a worker that runs. */
  public static WorkerJmx of(EmbeddedWorker worker) throws IOException {
    String pid = Long.toString(worker.process().orElseThrow().pid());
    try {
      VirtualMachine jvm = VirtualMachine.attach(pid);
      try {
        return new WorkerJmx(
            JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent())));
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("process " + pid, e);
    }
  }

  /**
   * The attributes of all MBeans whose name matches, by their name and the keys of the MBean's, but
   * for the type: {@code polls{connector=a, listing=/b, task=0}}.
   */
  public Map<String, Metric> metrics(String pattern) throws IOException {
    Map<String, Metric> metrics = new TreeMap<>();
    try {
      for (ObjectName bean : server.queryNames(new ObjectName(pattern), null)) {
        Map<String, String> tags = new TreeMap<>(bean.getKeyPropertyList());
        tags.remove("type");
        tags.replaceAll((tag, value) -> value.startsWith("\"") ? ObjectName.unquote(value) : value);
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
          metrics.put(
              attribute.getName() + tags,
              new Metric(
                  server.getAttribute(bean, attribute.getName()), attribute.getDescription()));
        }
      }
    } catch (JMException e) {
      throw new IOException(pattern, e);
    }
    return metrics;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
