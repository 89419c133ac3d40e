package io.hyperflux.kafka.connect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Produces one record for each status change of an image-generation task.
 *
 * <p>It validates the configuration and hands it to one Connect task; {@link HyperfluxSourceTask}
 * does the work. It opens no connection and starts no thread.
 */
public final class HyperfluxSourceConnector extends SourceConnector {
  private Map<String, String> settings = Map.of();

  @Override
  public void start(Map<String, String> props) {
    settings = new HashMap<>(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return HyperfluxSourceTask.class;
  }

  /** One listing, one Connect task: a second would only ask for the same again. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(new HashMap<>(settings));
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return ConfigKeys.definition();
  }

  /** Tells all that is wrong at once, each on the setting concerned. */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config config = super.validate(connectorConfigs);
    ConfigRules.addErrors(config);
    return config;
  }

  /** Every record carries the source offset that keeps it from being produced again. */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public String version() {
    return Version.current();
  }
}
