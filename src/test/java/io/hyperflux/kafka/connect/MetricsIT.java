package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metrics of a real worker with Prometheus' exporter; {@link OldWorkersIT} has older ones. */
@Timeout(120)
class MetricsIT {
  @Test
  void tellWhatATaskDoesAndGoWithIt() throws Exception {
    ExporterAgent exporter = ToldMetrics.exporter();
    try (EmbeddedEnvironment environment =
        EmbeddedEnvironment.withChildWorker(
            EmbeddedOptions.defaults().moreWorkerJvm(exporter.jvmOption()))) {
      new ToldMetrics(environment.workers().get(0), "kafka.connect", "metrics").check(exporter);
      tellsAFailedTask(environment, exporter);
      tellsAPausedTaskUntilItIsResumed(environment, exporter);
    }
  }

  private static void tellsAPausedTaskUntilItIsResumed(
      EmbeddedEnvironment environment, ExporterAgent exporter) throws IOException {
    try (ApiSimulator api = new ApiSimulator("right")) {
      environment
          .rest()
          .createConnector("paused", ConnectorConfig.of("paused", api.url(), "right"));
      environment.rest().awaitRunning("paused");
      environment.rest().pause("paused");
      awaitSample(exporter, ExportedNames.PAUSED_TASKS + "{connector=paused}", 1.0);
      environment.rest().resume("paused");
      awaitSample(exporter, ExportedNames.PAUSED_TASKS + "{connector=paused}", 0.0);
    }
  }

  private static void awaitSample(ExporterAgent exporter, String sample, double value) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(exporter.scrape()).containsEntry(sample, value));
  }

  private static void tellsAFailedTask(EmbeddedEnvironment environment, ExporterAgent exporter)
      throws IOException {
    try (ApiSimulator api = new ApiSimulator("right")) {
      Map<String, String> config = ConnectorConfig.of("refused", api.url(), "wrong");
      config.put("retry.backoff.ms", "100");
      environment.rest().createConnector("refused", config);
      awaitSample(exporter, ExportedNames.FAILED_TASKS + "{connector=refused}", 1.0);
    }
  }
}
