package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.metrics.ExportedNames;
import io.hyperflux.kafka.connect.metrics.ToldMetrics;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a real worker with Prometheus' exporter; {@link OldWorkersIT} has older ones. */
@Timeout(120)
public class MetricsIT {

  private static final ExporterAgent EXPORTER = ToldMetrics.exporter();

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(
          EmbeddedOptions.defaults().moreWorkerJvm(EXPORTER.jvmOption()).fileConfigProvider());

  @TempDir private Path directory;

  @Test
  void tellWhatATaskDoesAndGoWithIt() throws Exception {
    new ToldMetrics(connect.environment().workers().get(0), "kafka.connect", "metrics")
        .check(EXPORTER);
    tellsAFailedTask();
    tellsAFailedConnector();
    tellsAPausedAndAStoppedConnector();
  }

  private static void tellsAFailedTask() {
    connect.create(
        Map.of("topic", "refused", "hyperflux.api.key", "wrong", "retry.backoff.ms", "100"));

    awaitSample(ExportedNames.FAILED_TASKS + "{connector=refused}", 1.0);
    awaitSample(ExportedNames.ofThisClass("refused"), 1.0);
    awaitSample(ExportedNames.withStatus("refused", "running"), 1.0);
    awaitNoMetricsOf("refused");
  }

  private void tellsAFailedConnector() throws IOException {
    Path file = directory.resolve("budget.properties");
    Files.writeString(file, "requests=6000");
    connect.createAndAwaitRunning(
        Map.of(
            "topic", "broken", "hyperflux.requests.per.minute", "${file:" + file + ":requests}"));
    Files.writeString(file, "requests=nonsense");
    connect.rest().restart("broken");

    awaitSample(ExportedNames.withStatus("broken", "failed"), 1.0);
    awaitSample(ExportedNames.ofThisClass("broken"), 1.0);
  }

  private static void tellsAPausedAndAStoppedConnector() {
    connect.createAndAwaitRunning(Map.of("topic", "paused"));
    connect.rest().pause("paused");
    awaitSample(ExportedNames.PAUSED_TASKS + "{connector=paused}", 1.0);
    connect.rest().resume("paused");
    awaitSample(ExportedNames.PAUSED_TASKS + "{connector=paused}", 0.0);

    connect.rest().stop("paused");
    awaitSample(ExportedNames.withStatus("paused", "stopped"), 1.0);
    awaitNoMetricsOf("paused");
  }

  private static void awaitSample(String sample, double value) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(EXPORTER.scrape()).containsEntry(sample, value));
  }

  private static void awaitNoMetricsOf(String connector) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(EXPORTER.scrape().keySet())
                    .filteredOn(sample -> sample.startsWith(ExportedNames.PREFIX))
                    .noneMatch(sample -> sample.contains("connector=" + connector + ",")));
  }
}
