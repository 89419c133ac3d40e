package io.hyperflux.kafka.connect.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Typed access to the configuration of a Connect task: the connector's settings, and the internal
 * ones with which {@link TaskShares} divides listings and requests among Connect tasks.
 */
public final class HyperfluxTaskConfig extends AbstractConfig {
  private final HyperfluxSourceConfig connector;

  /**
   * Parses the settings. Without the internal ones the Connect task has all listings and all
   * requests.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a setting is wrong
   */
  public HyperfluxTaskConfig(Map<String, String> settings) {
    super(definition(), settings, false);
    connector = new HyperfluxSourceConfig(settings);
  }

  private static ConfigDef definition() {
    return new ConfigDef()
        .define(TaskShares.LISTINGS, ConfigDef.Type.LIST, null, Importance.LOW, "Its listings.")
        .define(
            TaskShares.REQUESTS_PER_MINUTE, ConfigDef.Type.INT, null, Importance.LOW, "Its budget.")
        .define(TaskShares.NUMBER, ConfigDef.Type.INT, 0, Importance.LOW, "Its number.");
  }

  /** The connector's settings. */
  public HyperfluxSourceConfig connector() {
    return connector;
  }

  /** The listings that this Connect task watches: absolute paths. */
  public List<String> listings() {
    List<String> own = getList(TaskShares.LISTINGS);
    return own == null ? connector.listings() : own;
  }

  /** How many requests this Connect task may send in a minute, from 1. */
  public int requestsPerMinute() {
    Integer own = getInt(TaskShares.REQUESTS_PER_MINUTE);
    return own == null ? connector.requestsPerMinute() : own;
  }

  /** Its number, as Connect counts the tasks of a connector, from 0. */
  public int number() {
    return getInt(TaskShares.NUMBER);
  }
}
