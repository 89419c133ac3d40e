package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metrics of a real worker with Prometheus' exporter; {@link OldWorkersIT} has older ones. */
@Timeout(120)
class MetricsIT {
  @Test
  void tellWhatATaskDoesAndGoWithIt() throws Exception {
    ExporterAgent exporter =
        new ExporterAgent(Path.of("config", "monitoring", "jmx-exporter.yaml"));
    try (EmbeddedEnvironment environment =
        EmbeddedEnvironment.withChildWorker(
            EmbeddedOptions.defaults().moreWorkerJvm(exporter.jvmOption()))) {
      new MetricsStory(environment.workers().get(0), "kafka.connect", "metrics").isTold(exporter);
    }
  }
}
