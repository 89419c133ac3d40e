package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says about the connector is what the connector is. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "equal to the connector's definition -->\n";
  private static final String END = "| `http.ssl.*` |";

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

  @Test
  void theTablesOfFlinkAndKsqlDbHaveItsColumns() throws IOException {
    String readme = Files.readString(README);
    String columns =
        StatusRecords.VALUE.fields().stream()
            .map(field -> "  " + field.name() + " " + sqlType(field.schema()))
            .collect(Collectors.joining(",\n"));

    assertThat(readme.replace("`", "")).contains("TABLE task_status (\n" + columns + ",\n");
    assertThat(readme).contains("STREAM task_status (\n  task_key STRING KEY,\n" + columns + "\n)");
    assertThat(ConfigKeys.definition().defaultValues().get(ConfigKeys.TOPIC))
        .isEqualTo("hyperflux-task-status");
    assertThat(readme)
        .contains("'topic' = 'hyperflux-task-status'", "KAFKA_TOPIC = 'hyperflux-task-status'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md"})
  void linksLeadSomewhere(String file) throws IOException {
    String text = Files.readString(Path.of(file));
    Set<String> headings =
        text.lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
            .map(title -> "#" + title.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
            .collect(Collectors.toSet());

    assertThat(Pattern.compile("]\\(([^)]+)\\)").matcher(text).results())
        .extracting(link -> link.group(1))
        .filteredOn(target -> !target.startsWith("https://"))
        .allMatch(
            target ->
                target.startsWith("#") ? headings.contains(target) : Files.exists(Path.of(target)));
  }

  @Test
  void theChangelogHasThisVersion() throws IOException {
    assertThat(Files.readString(Path.of("CHANGELOG.md")))
        .contains("\n## " + Version.current().replace("-SNAPSHOT", "") + ",");
  }

  private static String sqlType(Schema schema) {
    return switch (schema.type()) {
      case STRING -> "STRING";
      case INT64 -> "BIGINT";
      case ARRAY -> "ARRAY<" + sqlType(schema.valueSchema()) + ">";
      default -> throw new AssertionError(schema);
    };
  }

  private static String expectedTable() {
    ConfigDef definition = ConfigKeys.definition();
    return "| key | type | default | valid values | meaning |\n| --- | --- | --- | --- | --- |\n"
        + definition.configKeys().values().stream()
            .filter(key -> !key.name.startsWith("http.ssl."))
            .map(ReadmeTest::row)
            .collect(Collectors.joining());
  }

  private static String row(ConfigKey key) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            key.name,
            key.type.name().toLowerCase(Locale.ROOT),
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
