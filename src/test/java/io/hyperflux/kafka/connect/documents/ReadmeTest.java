package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.config.ConfigDefinition;
import io.hyperflux.kafka.connect.config.ConfigKeys;
import io.hyperflux.kafka.connect.config.ConfigReference;
import io.hyperflux.kafka.connect.config.Version;
import io.hyperflux.kafka.connect.endtoend.OldWorkersIT;
import io.hyperflux.kafka.connect.records.StatusRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says about the connector is what the connector is. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "equal to the connector's definition -->\n";
  private static final String END = "<!-- end of the configuration table -->";

  /**
   * The settings that are not of low importance. To bring the README up to date, copy the expected
   * table from the failure.
   */
  @Test
  void theConfigurationTableIsTheDefinition() throws IOException {
    String readme = Files.readString(README);
    String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

    assertThat(table).isEqualTo(expectedTable());
  }

  @Test
  void saysWhatTheTlsSettingsAre() throws IOException {
    assertThat(Files.readString(README))
        .contains("settings of clients, all but `ssl.engine.factory.class`");
    assertThat(ConfigDefinition.create().names())
        .contains("http.ssl.truststore.location", "http.ssl.keystore.location")
        .doesNotContain("http.ssl.engine.factory.class");
  }

  /** A row for each version and way of finding plugins that {@link OldWorkersIT} runs. */
  @Test
  void theTableOfWorkersIsWhatIsRun() throws Exception {
    Map<String, List<String>> run =
        Stream.of(
                OldWorkersIT.class
                    .getDeclaredMethod("runs", String.class, String.class)
                    .getAnnotation(CsvSource.class)
                    .value())
            .map(row -> row.split(", ", -1))
            .collect(
                Collectors.groupingBy(
                    row -> row[0],
                    LinkedHashMap::new,
                    Collectors.mapping(row -> "`" + row[1] + "`", Collectors.toList())));
    List<String> versions = List.copyOf(run.keySet());
    String readme = Files.readString(README);

    assertThat(readme)
        .contains(
            "| --- | --- | --- |\n"
                + run.entrySet().stream()
                    .map(row -> "| " + row.getKey() + " | " + String.join(", ", row.getValue()))
                    .map(row -> row + " | yes |\n")
                    .collect(Collectors.joining())
                + "\n");
    assertThat(readme)
        .contains(
            "Runs on Kafka Connect %s to %s workers"
                .formatted(minor(versions.get(0)), minor(versions.get(versions.size() - 1))));
    try (Stream<Path> folders = Files.list(Path.of("src/test/workers"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .filteredOn(name -> name.matches("[0-9.]+"))
          .containsExactlyInAnyOrderElementsOf(versions);
    }
    assertThat(versions).endsWith(AppInfoParser.getVersion());
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
    assertThat(ConfigDefinition.create().defaultValues().get(ConfigKeys.TOPIC))
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
      case BOOLEAN -> "BOOLEAN";
      case ARRAY -> "ARRAY<" + sqlType(schema.valueSchema()) + ">";
      default -> throw new AssertionError(schema);
    };
  }

  private static String expectedTable() {
    ConfigDef definition = ConfigDefinition.create();
    return "| key | type | default | valid values | meaning |\n| --- | --- | --- | --- | --- |\n"
        + definition.configKeys().values().stream()
            .filter(key -> key.importance != Importance.LOW)
            .map(ReadmeTest::row)
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

  private static String minor(String version) {
    return version.substring(0, version.lastIndexOf('.'));
  }
}
