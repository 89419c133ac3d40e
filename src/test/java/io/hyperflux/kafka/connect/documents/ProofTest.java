package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that the page on proof names are there. */
class ProofTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Scenarios))\\.(\\w+)`");

  @Test
  void namesTestsThatThereAre() throws IOException {
    Map<String, String> sources = sources();
    List<MatchResult> named = TEST.matcher(Page.PROOF.text()).results().toList();

    assertThat(named)
        .hasSizeGreaterThan(25)
        .allSatisfy(
            test ->
                assertThat(sources.getOrDefault(test.group(1), ""))
                    .as(test.group())
                    .contains(" void " + test.group(2) + "("));
  }

  /** Whoever makes a promise says which test shows it, and how that test was seen to fail. */
  @Test
  void eachPromiseHasATestAndAFailure() {
    assertThat(Page.PROOF.text().lines())
        .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| ---"))
        .filteredOn(line -> TEST.matcher(line).find())
        .hasSizeGreaterThan(20)
        .allMatch(line -> line.matches("\\| [^|]+ \\| [^|]+ \\| [^|]+ \\|"));
  }

  /** By the class's simple name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(file), String::concat); // in two rooms, perhaps
      }
    }
    return sources;
  }
}
