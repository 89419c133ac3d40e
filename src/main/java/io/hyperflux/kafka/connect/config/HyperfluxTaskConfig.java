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
  /** Its own listings, by commas. */
  static final String LISTINGS = "hyperflux.task.listings";

  /** Its own part of the request budget, in requests. */
  static final String REQUESTS_PER_MINUTE = "hyperflux.task.requests.per.minute";

  /**
   * Its number, from 0. A Connect task is not told it otherwise; Connect numbers tasks by their
   * place in what the connector deals out.
   */
  static final String NUMBER = "hyperflux.task.number";

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
        .define(LISTINGS, ConfigDef.Type.LIST, null, Importance.LOW, "Its listings.")
        .define(REQUESTS_PER_MINUTE, ConfigDef.Type.INT, null, Importance.LOW, "Its budget.")
        .define(NUMBER, ConfigDef.Type.INT, 0, Importance.LOW, "Its number.");
  }

  /** The connector's settings. */
  public HyperfluxSourceConfig connector() {
    return connector;
  }

  /** The listings that this Connect task watches: absolute paths. */
  public List<String> listings() {
    List<String> own = getList(LISTINGS);
    return own == null ? connector.listings() : own;
  }

  /** How many requests this Connect task may send in a minute, from 1. */
  public int requestsPerMinute() {
    Integer own = getInt(REQUESTS_PER_MINUTE);
    return own == null ? connector.requestsPerMinute() : own;
  }

  /** Its number, as Connect counts the tasks of a connector, from 0. */
  public int number() {
    return getInt(NUMBER);
  }
}
