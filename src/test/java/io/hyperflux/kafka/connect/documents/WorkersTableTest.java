package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.endtoend.OldWorkersIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The workers that the pages name are those that {@link OldWorkersIT} runs. */
class WorkersTableTest {
  private static final String HEAD =
      """
      | worker | `plugin.discovery` | created, validated, produces, repeats nothing after a restart, `http.ssl.*` |
      | --- | --- | --- |
      """;

  @Test
  void theTableIsWhatIsRun() throws Exception {
    Documents.assertPart(
        Page.INSTALLING,
        "workers",
        run().entrySet().stream()
            .map(
                row ->
                    "| %s | %s | yes |\n"
                        .formatted(row.getKey(), String.join(", ", row.getValue())))
            .collect(Collectors.joining("", HEAD, "")));
  }

  @ParameterizedTest
  @EnumSource(names = {"README", "INSTALLING"})
  void namesTheFirstAndTheLast(Page page) throws Exception {
    List<String> versions = List.copyOf(run().keySet());

    assertThat(page.words())
        .contains(
            "uns on Kafka Connect %s to %s workers"
                .formatted(minor(versions.get(0)), minor(versions.get(versions.size() - 1))));
  }

  @Test
  void eachIsMadeOfAPomAndTheLastIsTheOneOfAllOtherTests() throws Exception {
    List<String> versions = List.copyOf(run().keySet());

    assertThat(folders())
        .filteredOn(name -> name.matches("[0-9.]+"))
        .containsExactlyInAnyOrderElementsOf(versions);
    assertThat(versions).endsWith(AppInfoParser.getVersion());
  }

  /** By version, the ways of finding plugins. */
  private static Map<String, List<String>> run() throws NoSuchMethodException {
    return Stream.of(
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
  }

  private static List<String> folders() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/workers"))) {
      return folders.map(folder -> folder.getFileName().toString()).toList();
    }
  }

  private static String minor(String version) {
    return version.substring(0, version.lastIndexOf('.'));
  }
}
