package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say of the log and its levels, on a real worker. */
@Timeout(180)
class LogLevelsIT {
  /** Of whatever the worker runs, at the end of its line. */
  private static final Pattern LOGGER = Pattern.compile("\\(([\\w.$]+)\\)$");

  private static final String IMAGES = "https://ai-statics.example/";

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(EmbeddedOptions.defaults());

  @TempDir private Path directory;

  @Test
  void imageUrlsAreInConnectsOwnLinesAlone() {
    connect.put("a", "COMPLETED");
    connect.rest().setLogLevel("root", "TRACE");
    try {
      connect.create(Map.of("lookup.completed", "true"));
      connect.records().awaitCount(1, ConnectRest.PATIENCE);
      connect.awaitRequests(2);
    } finally {
      connect.rest().setLogLevel("root", "INFO");
    }

    List<String> lines = connect.workerLog().lines().filter(l -> l.contains(IMAGES)).toList();
    assertThat(lines).as("so the page warns of TRACE").isNotEmpty();
    assertThat(lines)
        .extracting(
            line ->
                LOGGER.matcher(line).results().findFirst().map(m -> m.group(1)).orElse("no logger"))
        .allMatch(logger -> logger.startsWith("org.apache.kafka."));
    assertThat(Page.SECURITY.words())
        .contains("at TRACE Connect itself logs the records that it sends");
  }

  @Test
  void eachPollIsALineAtDebugUntilThatIsSwitchedOff() throws Exception {
    assumeTrue(Scripts.canRun(), "jq is not installed");
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of());
    connect.records().awaitCount(1, ConnectRest.PATIENCE);

    assertThat(run("Each poll is a line at DEBUG").exit()).isZero();
    awaitLevel("DEBUG");
    await().atMost(ConnectRest.PATIENCE).until(() -> polls() > 1);

    assertThat(run("This ends it").exit()).isZero();
    awaitLevel("INFO");
    connect.awaitRequests(2);
    long told = polls();
    connect.awaitRequests(3);
    assertThat(polls()).isEqualTo(told);
  }

  @Test
  void theConnectorsLinesAreFoundByItsName() throws Exception {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of());
    connect.records().awaitCount(1, ConnectRest.PATIENCE);
    Files.writeString(directory.resolve("connect.log"), connect.workerLog());

    List<String> found =
        new Scripts(directory)
            .run(command("this finds the connector's own"), uri())
            .output()
            .lines()
            .toList();
    assertThat(found).anyMatch(line -> line.contains("Watching " + connect.listing() + " at "));
    assertThat(found.size() * 10).isLessThan((int) connect.workerLog().lines().count());
  }

  /** The workers tell each other through a topic. */
  private static void awaitLevel(String level) {
    await()
        .atMost(ConnectRest.PATIENCE)
        .until(() -> level.equals(connect.rest().loggers().get("io.hyperflux")));
  }

  private static long polls() {
    String start = " " + connect.listing() + ": 1 entry, ";
    return connect.workerLog().lines().filter(line -> line.contains(start)).count();
  }

  private Scripts.Result run(String words) throws Exception {
    return new Scripts(directory)
        .run(command(words).replace("localhost:8083", uri().getAuthority()), uri());
  }

  private static URI uri() {
    return connect.rest().uri();
  }

  /** The first command that the page has after these words. */
  private static String command(String words) {
    String page = Page.TROUBLESHOOTING.text();
    int after = page.indexOf(words);
    assertThat(after).as(words).isNotNegative();
    int from = page.indexOf("```sh\n", after) + 6;
    return page.substring(from, page.indexOf("```", from));
  }
}
