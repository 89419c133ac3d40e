package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.config.ConfigDefinition;
import io.hyperflux.kafka.connect.config.ConfigRules;
import io.hyperflux.kafka.connect.config.ConfigWarnings;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.config.TaskShares;
import io.hyperflux.kafka.connect.config.Version;
import io.hyperflux.kafka.connect.offsets.AlteredOffsets;
import io.hyperflux.kafka.connect.validation.ConnectionCheck;
import io.hyperflux.kafka.connect.validation.SettingsCheck;
import io.hyperflux.kafka.connect.validation.UnknownKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Produces one record for each status change of an image-generation task.
 *
 * <p>It validates the configuration and divides the listings among Connect tasks; {@link
 * HyperfluxSourceTask} does the work. It opens no connection and starts no thread, except for the
 * one request of {@code validate.connection}.
 */
public final class HyperfluxSourceConnector extends SourceConnector {
  private static final Logger LOG = LoggerFactory.getLogger(HyperfluxSourceConnector.class);

  private final ConnectionCheck connectionCheck;
  private Map<String, String> settings = Map.of();

  /** For the worker. */
  public HyperfluxSourceConnector() {
    this(ConnectionCheck.ofThisWorker());
  }

  HyperfluxSourceConnector(ConnectionCheck connectionCheck) {
    this.connectionCheck = connectionCheck;
  }

  /** Logs a WARN for settings that have no effect; Connect itself ignores them silently. */
  @Override
  public void start(Map<String, String> props) {
    settings = new HashMap<>(props);
    UnknownKeys.messages(props.keySet(), ConfigDefinition.create().names())
        .values()
        .forEach(LOG::warn);
    ConfigWarnings.tell(HyperfluxSourceConfig.quietly(props)); // each Connect task logs them
  }

  @Override
  public Class<? extends Task> taskClass() {
    return HyperfluxSourceTask.class;
  }

  /** Gives each listing to one Connect task: two tasks would only send the same requests twice. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    HyperfluxSourceConfig config = HyperfluxSourceConfig.quietly(settings);
    List<Map<String, String>> tasks = new ArrayList<>();
    for (Map<String, String> share :
        TaskShares.of(
            config.listings(), config.requestsPerMinute(), config.pollInterval(), maxTasks)) {
      Map<String, String> task = new HashMap<>(settings);
      task.putAll(share);
      tasks.add(task);
    }
    return tasks;
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return ConfigDefinition.create();
  }

  /**
   * Reports all errors at once, each on its setting; if there are none, asks the API once. Any
   * thread may call it, also of one instance at the same time.
   */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config config = super.validate(connectorConfigs);
    SettingsCheck.addErrors(config, connectorConfigs);
    ConfigRules.addErrors(config);
    connectionCheck.addErrors(config, connectorConfigs);
    return config;
  }

  /**
   * Supported with every configuration: a Connect task's only state is its source offsets, which
   * the worker commits in one transaction with the records.
   */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /** Rejects offsets that a Connect task could not read back, before the worker stores them. */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    AlteredOffsets.check(offsets);
    return true;
  }

  @Override
  public String version() {
    return Version.current();
  }
}
