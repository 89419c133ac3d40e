package io.hyperflux.kafka.connect.bench;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * The floor under a first poll: sends as many records as the connector would, like them in all, but
 * asks nobody, reads nothing and remembers nothing. Loaded from the worker's class path, so it uses
 * nothing of the plugin.
 */
public final class TrivialConnector extends SourceConnector {
  /** How many records it sends. */
  static final int TASKS = 100_000;

  static final String LISTING = "trivial.listing";

  /** An address that answers as soon as the first record may be sent. */
  static final String GATE = "trivial.gate";

  static final String TOPIC = "topic";

  private Map<String, String> props;

  /** For the worker. */
  public TrivialConnector() {}

  @Override
  public void start(Map<String, String> props) {
    this.props = props;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return TrivialTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(props);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public String version() {
    return "0";
  }
}
