package io.hyperflux.kafka.connect.validation;

import io.hyperflux.kafka.connect.config.ConfigDefinition;
import io.hyperflux.kafka.connect.config.ConfigKeys;
import io.hyperflux.kafka.connect.config.ConfigWarnings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was typed wrong and yet can be read: misspelled keys and statuses, placeholders that
 * nobody replaced, nulls. Thread-safe.
 */
public final class SettingsCheck {
  private SettingsCheck() {}

  /**
   * Adds errors to a configuration that was validated setting by setting; those on keys that the
   * connector does not have as values of their own.
   *
   * @param given what was validated; values may be null
   */
  public static void addErrors(Config config, Map<String, @Nullable String> given) {
    for (ConfigValue setting : config.configValues()) {
      if (given.containsKey(setting.name())) {
        String trouble = trouble(setting.name(), given.get(setting.name()));
        if (trouble != null) {
          setting.errorMessages().clear(); // one that says less
          setting.addErrorMessage(trouble);
        } else if (setting.name().equals(ConfigKeys.EMIT_STATUSES)) {
          addMisspelledStatuses(setting);
        }
      }
    }
    addUnknownKeys(config, given);
  }

  private static @Nullable String trouble(String key, @Nullable String value) {
    if (value == null) {
      return key + " is null: give it a value, or leave it out.";
    }
    String text = value.strip();
    int colon = text.indexOf(':');
    boolean isListing = key.equals(ConfigKeys.TOPIC) && colon < 0; // checked with the topic's name
    if (!text.startsWith("${") || isListing) {
      return null;
    }
    return colon < 0
        ? key
            + " begins with ${, and nothing has replaced it: Connect replaces only"
            + " ${provider:path:key}."
        : "%s begins with %s:, and nothing has replaced it. Is %s named in config.providers of each worker, is the file there, and the key in it?"
            .formatted(key, text.substring(0, colon), text.substring(2, colon));
  }

  private static void addMisspelledStatuses(ConfigValue setting) {
    if (!setting.errorMessages().isEmpty() || !(setting.value() instanceof List<?> statuses)) {
      return;
    }
    for (Object status : statuses) {
      String given = (String) status;
      String meant = Spelling.nearest(given, ConfigWarnings.KNOWN_STATUSES, 2);
      if (meant != null && !meant.equals(given)) {
        setting.addErrorMessage(
            "%s has %s, which is no status of the API. Did you mean %s?"
                .formatted(setting.name(), given, meant));
      }
    }
  }

  private static void addUnknownKeys(Config config, Map<String, @Nullable String> given) {
    Set<String> known = ConfigDefinition.create().names();
    Map<String, String> messages = new TreeMap<>(UnknownKeys.messages(given.keySet(), known));
    messages.forEach(
        (key, message) -> {
          // without its value: it may be the API key
          ConfigValue unknown = new ConfigValue(key);
          unknown.addErrorMessage(message);
          config.configValues().add(unknown);
        });
  }
}
