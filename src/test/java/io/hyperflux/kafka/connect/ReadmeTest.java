package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** What the README says about the connector is what the connector is. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "equal to the connector's definition -->\n";
  private static final String END = "<!-- end of the configuration table -->";

  /** To bring the README up to date, copy the expected table from the failure. */
  @Test
  void theConfigurationTableIsTheDefinition() throws IOException {
    String readme = Files.readString(README);
    String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

    assertThat(table).isEqualTo(expectedTable());
  }

  @Test
  void kafkasTlsSettingsHaveOneRow() throws IOException {
    assertThat(Files.readString(README)).containsOnlyOnce("| `http.ssl.*` |");
    assertThat(ConfigKeys.definition().names())
        .contains("http.ssl.truststore.location", "http.ssl.keystore.location")
        .doesNotContain("http.ssl.engine.factory.class");
  }

  @Test
  void namesTheZipThatIsBuilt() throws IOException {
    assertThat(Files.readString(README))
        .contains("target/hyperflux-kafka-connect-hyperflux-" + Version.current() + ".zip");
  }

  @Test
  void showsTheFieldsOfARecord() throws IOException {
    String readme = Files.readString(README);
    List<String> fields =
        StatusRecords.VALUE.fields().stream().map(field -> "| `" + field.name() + "` |").toList();

    assertThat(readme).contains(fields);
    assertThat(readme).contains(StatusRecords.VALUE.name());
  }

  private static String expectedTable() {
    ConfigDef definition = ConfigKeys.definition();
    return definition.configKeys().values().stream()
        .filter(key -> !key.name.startsWith("http.ssl."))
        .map(ReadmeTest::row)
        .collect(Collectors.joining());
  }

  private static String row(ConfigKey key) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            key.name,
            key.type.name().toLowerCase(java.util.Locale.ROOT),
            key.hasDefault()
                ? key.defaultValue == null
                    ? "none"
                    : "`" + ConfigDef.convertToString(key.defaultValue, key.type) + "`"
                : "required",
            key.validator == null
                ? ""
                : Objects.toString(key.validator).replaceAll("(?<=\\d)L", ""),
            key.documentation);
  }
}
