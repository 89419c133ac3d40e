package io.hyperflux.kafka.connect.config;

import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** Adds the settings of one group to a definition, in order. */
final class ConfigGroup {
  private final String title;
  private final ConfigDef definition;
  private int order;

  ConfigGroup(String title, ConfigDef definition) {
    this.title = title;
    this.definition = definition;
  }

  void add(
      String name,
      ConfigDef.Type type,
      @Nullable Object defaultValue,
      ConfigDef.@Nullable Validator check,
      ConfigDef.Importance importance,
      ConfigDef.Width width,
      String displayName,
      String doc) {
    order++;
    definition.define(
        name,
        type,
        defaultValue,
        check,
        importance,
        doc,
        title,
        order,
        width,
        displayName,
        Recommendations.dependents(name),
        Recommendations.on(name, type, defaultValue));
  }
}
