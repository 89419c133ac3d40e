package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.config.ConfigDefinition;
import io.hyperflux.kafka.connect.config.ConfigReference;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;

/** The README's settings are the connector's. */
class SettingsTableTest {
  /** Those that are not of low importance. */
  @Test
  void theTableIsTheDefinition() {
    Documents.assertPart(Page.README, "settings", table());
  }

  @Test
  void saysWhatTheTlsSettingsAre() {
    assertThat(Page.SECURITY.words())
        .contains("settings of clients, all but `ssl.engine.factory.class`");
    assertThat(ConfigDefinition.create().names())
        .contains("http.ssl.truststore.location", "http.ssl.keystore.location")
        .doesNotContain("http.ssl.engine.factory.class");
  }

  private static String table() {
    ConfigDef definition = ConfigDefinition.create();
    return "| key | type | default | valid values | meaning |\n| --- | --- | --- | --- | --- |\n"
        + definition.configKeys().values().stream()
            .filter(key -> key.importance != Importance.LOW)
            .map(SettingsTableTest::row)
            .collect(Collectors.joining());
  }

  /** As in config/README.md, without the importance. */
  private static String row(ConfigKey key) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            key.name,
            key.type.name().toLowerCase(Locale.ROOT),
            ConfigReference.defaultOf(key),
            ConfigReference.escaped(ConfigReference.validValues(key)),
            ConfigReference.escaped(key.documentation));
  }
}
