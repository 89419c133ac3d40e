package io.hyperflux.kafka.connect.config;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Writes a definition of settings as Markdown: a chapter with a table for each group. */
public final class ConfigReference {
  private static final String HEAD =
      """

      | key | type | default | valid values | importance | meaning |
      | --- | --- | --- | --- | --- | --- |
      """;

  private ConfigReference() {}

  /** All chapters, in the order in which the definition names the groups first. */
  static String of(ConfigDef definition) {
    Map<String, List<ConfigKey>> groups =
        definition.configKeys().values().stream()
            .collect(groupingBy(key -> key.group, LinkedHashMap::new, toList()));
    return groups.entrySet().stream()
        .map(group -> "### " + group.getKey() + "\n" + HEAD + rows(group.getValue()))
        .collect(joining("\n"));
  }

  private static String rows(List<ConfigKey> keys) {
    return keys.stream().map(ConfigReference::row).collect(joining());
  }

  private static String row(ConfigKey key) {
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            key.name,
            lowerCase(key.type),
            defaultOf(key),
            escaped(validValues(key)),
            lowerCase(key.importance),
            escaped(key.documentation));
  }

  /** A cell for its default: "required", "none", "empty" or the value. */
  public static String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    if (key.defaultValue == null) {
      return "none";
    }
    String text = ConfigDef.convertToString(key.defaultValue, key.type);
    return text.isEmpty() ? "empty" : "`" + text.replace("|", "\\|") + "`";
  }

  /** What it may be, in words, not escaped; empty if all its type may be. */
  public static String validValues(ConfigKey key) {
    if (key.type == ConfigDef.Type.BOOLEAN) {
      return "true, false";
    }
    return Objects.toString(key.validator, "")
        .replaceAll("(?<=\\d)L", "")
        .replaceAll("^\\[(-?\\d+),\\.\\.\\.,(-?\\d+)]$", "$1 to $2");
  }

  /** A text of no markup as Markdown that shows it letter by letter, within a table. */
  public static String escaped(String text) {
    return text.replaceAll("[\\\\`*_\\[\\]~|]", "\\\\$0")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("\\s+", " ");
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
