package io.hyperflux.kafka.connect.config;

import org.apache.kafka.common.config.ConfigDef;

/** All settings of the connector with their defaults, checks and docs. */
public final class ConfigDefinition {
  private ConfigDefinition() {}

  /** Creates a definition, with the settings in the order in which a person would fill them in. */
  public static ConfigDef create() {
    ConfigDef definition = new ConfigDef();
    ApiGroup.addTo(definition);
    OutputGroup.addTo(definition);
    PaceGroup.addTo(definition);
    LookupGroup.addTo(definition);
    HttpGroup.addTo(definition);
    TlsGroup.addTo(definition);
    return definition;
  }
}
