package io.hyperflux.kafka.connect.config;

import static io.hyperflux.kafka.connect.config.ConfigChecks.STATUSES;
import static io.hyperflux.kafka.connect.config.ConfigChecks.TOPIC_NAME;
import static io.hyperflux.kafka.connect.config.ConfigChecks.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Defines the settings of the group Output: topic, statuses and batch size. */
final class OutputGroup {
  private OutputGroup() {}

  static void addTo(ConfigDef definition) {
    ConfigGroup group = new ConfigGroup("Output", definition);
    group.add(
        ConfigKeys.TOPIC,
        ConfigDef.Type.STRING,
        "hyperflux-task-status",
        TOPIC_NAME,
        Importance.HIGH,
        Width.MEDIUM,
        "Topic",
        "The topic that gets one record for each status change. Its key is the task id. ${listing} "
            + "in it stands for the last segment of the listing's path: so each listing gets a topic "
            + "of its own.");
    group.add(
        ConfigKeys.EMIT_STATUSES,
        ConfigDef.Type.LIST,
        "",
        STATUSES,
        Importance.LOW,
        Width.MEDIUM,
        "Statuses",
        "The statuses that give records, by commas and in the API's spelling; empty for all. Other "
            + "statuses are no change, neither when they come nor when they go.");
    group.add(
        ConfigKeys.BATCH_MAX_RECORDS,
        ConfigDef.Type.INT,
        2000,
        between(1, 100_000),
        Importance.LOW,
        Width.SHORT,
        "Most records per batch",
        "The most records handed to the worker at a time, 1 to 100000. Larger batches make the "
            + "first poll of a long listing faster and need more memory.");
  }
}
