package io.hyperflux.kafka.connect.config;

import static io.hyperflux.kafka.connect.config.ConfigChecks.LOOKUP_PATHS;
import static io.hyperflux.kafka.connect.config.ConfigChecks.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Defines the settings of the group Look-ups. */
final class LookupGroup {
  private static final int DAY = 86_400_000;

  private LookupGroup() {}

  static void addTo(ConfigDef definition) {
    ConfigGroup group = new ConfigGroup("Look-ups", definition);
    group.add(
        ConfigKeys.LOOKUP_MISSING,
        ConfigDef.Type.BOOLEAN,
        true,
        null,
        Importance.MEDIUM,
        Width.SHORT,
        "Look up missing",
        "Whether an API task that left the listing while in flight is looked up, so that its end "
            + "is not missed.");
    group.add(
        ConfigKeys.LOOKUP_COMPLETED,
        ConfigDef.Type.BOOLEAN,
        false,
        null,
        Importance.MEDIUM,
        Width.SHORT,
        "Look up completed",
        "Whether each API task that turns COMPLETED is looked up, and its record carries the URLs "
            + "of its images in the field generated. This takes one more request for each.");
    group.add(
        ConfigKeys.LOOKUP_PATHS,
        ConfigDef.Type.LIST,
        "",
        LOOKUP_PATHS,
        Importance.LOW,
        Width.LONG,
        "Look-up paths",
        "Where single API tasks are looked up if not at their listing's own path: listing=path, "
            + "by commas, each listing once and each one of hyperflux.listings. The exceptions that "
            + "the provider is known to make are built in.");
    group.add(
        ConfigKeys.LOOKUP_TIMEOUT,
        ConfigDef.Type.INT,
        300_000,
        between(1_000, DAY),
        Importance.LOW,
        Width.SHORT,
        "Look-up timeout (ms)",
        "Milliseconds that the record of a completed task waits for its look-up, 1000 to 86400000, "
            + "the time until the request budget allows it included. Then it goes out without "
            + "generated.");
  }
}
