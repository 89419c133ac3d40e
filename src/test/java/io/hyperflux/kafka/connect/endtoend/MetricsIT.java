package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.metrics.ExportedNames;
import io.hyperflux.kafka.connect.metrics.ToldMetrics;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a real worker with Prometheus' exporter; {@link OldWorkersIT} has older ones. */
@Timeout(120)
public class MetricsIT {
  private static final String KEY = "FPSX-metrics";

  private final ExporterAgent exporter = ToldMetrics.exporter();
  @TempDir private Path directory;
  private EmbeddedEnvironment environment;
  private ApiSimulator api;

  @Test
  void tellWhatATaskDoesAndGoWithIt() throws Exception {
    try (ApiSimulator simulator = new ApiSimulator(KEY);
        EmbeddedEnvironment started = EmbeddedEnvironment.withChildWorker(options())) {
      api = simulator;
      environment = started;
      new ToldMetrics(environment.workers().get(0), "kafka.connect", "metrics").check(exporter);
      tellsAFailedTask();
      tellsAFailedConnector();
      tellsAPausedAndAStoppedConnector();
    }
  }

  private EmbeddedOptions options() {
    return EmbeddedOptions.defaults()
        .moreWorkerJvm(exporter.jvmOption())
        .worker("config.providers", "file")
        .worker("config.providers.file.class", FileConfigProvider.class.getName());
  }

  private void tellsAFailedTask() {
    Map<String, String> config = ConnectorConfig.of("refused", api.url(), "wrong");
    config.put("retry.backoff.ms", "100");
    environment.rest().createConnector("refused", config);

    awaitSample(ExportedNames.FAILED_TASKS + "{connector=refused}", 1.0);
    awaitSample(ExportedNames.ofThisClass("refused"), 1.0);
    awaitSample(ExportedNames.withStatus("refused", "running"), 1.0);
    awaitNoMetricsOf("refused");
  }

  private void tellsAFailedConnector() throws IOException {
    Path file = directory.resolve("budget.properties");
    Files.writeString(file, "requests=6000");
    Map<String, String> config = ConnectorConfig.of("broken", api.url(), KEY);
    config.put("hyperflux.requests.per.minute", "${file:" + file + ":requests}");
    environment.rest().createConnector("broken", config);
    environment.rest().awaitRunning("broken");
    Files.writeString(file, "requests=nonsense");
    environment.rest().restart("broken");

    awaitSample(ExportedNames.withStatus("broken", "failed"), 1.0);
    awaitSample(ExportedNames.ofThisClass("broken"), 1.0);
  }

  private void tellsAPausedAndAStoppedConnector() {
    environment.rest().createConnector("paused", ConnectorConfig.of("paused", api.url(), KEY));
    environment.rest().awaitRunning("paused");
    environment.rest().pause("paused");
    awaitSample(ExportedNames.PAUSED_TASKS + "{connector=paused}", 1.0);
    environment.rest().resume("paused");
    awaitSample(ExportedNames.PAUSED_TASKS + "{connector=paused}", 0.0);

    environment.rest().stop("paused");
    awaitSample(ExportedNames.withStatus("paused", "stopped"), 1.0);
    awaitNoMetricsOf("paused");
  }

  private void awaitSample(String sample, double value) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(exporter.scrape()).containsEntry(sample, value));
  }

  private void awaitNoMetricsOf(String connector) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(exporter.scrape().keySet())
                    .filteredOn(sample -> sample.startsWith(ExportedNames.PREFIX))
                    .noneMatch(sample -> sample.contains("connector=" + connector + ",")));
  }
}
