package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.documents.Page;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of two workers is killed: how long nobody polls is what the page on that says. */
@Timeout(240)
class DeadWorkerIT {
  private static final String NAME = "survivor";
  private static final String KEY = "FPSX-survivor";
  private static final String DELAY = "scheduled.rebalance.max.delay.ms";
  private static final Pattern PROMISE = Pattern.compile("holds it to ([0-9]+) seconds");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker-secrets-from-file.properties",
        "worker-secrets-from-environment.properties",
        "worker-exactly-once.properties"
      })
  void theExamplesHaveTheSettingThatIsTested(String file) throws IOException {
    assertThat(example(file)).containsEntry(DELAY, "20000");
  }

  @ParameterizedTest
  @ValueSource(strings = "worker-secrets-from-file.properties")
  void theOtherOnePollsAsSoonAsThePageSays(String file) throws IOException {
    EmbeddedOptions options =
        EmbeddedOptions.defaults()
            .workers(2)
            .worker("session.timeout.ms", "10000")
            .worker(DELAY, example(file).getProperty(DELAY));
    try (ApiSimulator api = new ApiSimulator(KEY);
        EmbeddedEnvironment environment = EmbeddedEnvironment.withChildWorker(options);
        RecordCollector topic = new RecordCollector(environment.bootstrapServers(), NAME)) {
      api.put("a", "IN_PROGRESS");
      environment.rest().createConnector(NAME, ConnectorConfig.of(NAME, api.url(), KEY));
      topic.awaitCount(1, ConnectRest.PATIENCE);
      await()
          .atMost(ConnectRest.PATIENCE)
          .until(() -> environment.rest().offsets(NAME).path("offsets").size() == 1);

      runner(environment).kill();
      api.put("a", "COMPLETED");

      await()
          .atMost(promised())
          .until(
              () ->
                  CollectedRecord.changes(topic.readToEnd())
                      .contains("a: IN_PROGRESS -> COMPLETED"));
    }
  }

  private static Duration promised() {
    Matcher promise = PROMISE.matcher(Page.AVAILABILITY.words());
    assertThat(promise.find()).isTrue();
    return Duration.ofSeconds(Long.parseLong(promise.group(1)));
  }

  private static EmbeddedWorker runner(EmbeddedEnvironment environment) {
    String id = environment.rest().awaitRunning(NAME).tasks().get(0).workerId();
    return environment.workers().stream()
        .filter(worker -> worker.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Properties example(String file) throws IOException {
    Properties example = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("config", file))) {
      example.load(reader);
    }
    return example;
  }
}
