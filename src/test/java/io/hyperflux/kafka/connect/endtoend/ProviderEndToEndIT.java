package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ProviderAnswer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user of the provider lives through, on a real broker and a real worker. */
@Timeout(180)
class ProviderEndToEndIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HICCUP = Duration.ofSeconds(8);
  private static final int ALWAYS = 1_000_000;

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(EmbeddedOptions.defaults());

  @Test
  void aNewAccountSeesItsFirstTask() {
    connect.create(Map.of("validate.connection", "true"));
    connect.awaitRequests(4);
    assertThat(connect.status().isAll("RUNNING")).isTrue();
    connect.put("first", "CREATED");

    assertThat(connect.records().awaitCount(1, PATIENCE))
        .extracting(CollectedRecord::key)
        .containsExactly("first");
    assertThat(connect.workerLog()).contains(connect.listing() + " has no tasks");
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_KEY", "CHALLENGE", "NO_SUCH_PATH"})
  void aRefusalOfSomeSecondsLosesAndRepeatsNothing(ProviderAnswer answer) {
    connect.put("a", "IN_PROGRESS");
    connect.put("b", "COMPLETED");
    connect.create(Map.of("retry.backoff.max.ms", "1000"));
    connect.records().awaitCount(2, PATIENCE);
    connect.api().respond(connect.listing(), ALWAYS, answer);
    long refused = connect.requests();
    connect.put("a", "COMPLETED");
    connect.put("c", "CREATED");
    await().during(HICCUP).atMost(PATIENCE).until(() -> connect.status().isAll("RUNNING"));
    assertThat(connect.requests()).isGreaterThan(refused + 3);
    assertThat(connect.records().readToEnd()).hasSize(2);
    connect.api().recover();

    connect.records().awaitCount(4, PATIENCE);
    connect.awaitRequests(4);
    assertThat(CollectedRecord.changes(connect.records().readToEnd()))
        .containsExactlyInAnyOrder(
            "a: null -> IN_PROGRESS",
            "b: null -> COMPLETED",
            "a: IN_PROGRESS -> COMPLETED",
            "c: null -> CREATED");
    assertThat(connect.workerLog())
        .contains(answer.words(), "It was served before, so this may pass");
  }

  @Test
  void aRefusalThatStaysFailsTheConnectTaskWithTheProvidersWords() {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of("retry.refused.timeout.ms", "3000"));
    connect.records().awaitCount(1, PATIENCE);
    connect.api().respond(connect.listing(), ALWAYS, ProviderAnswer.WRONG_KEY);

    assertThat(connect.rest().awaitTaskFailed(connect.name()))
        .contains(ProviderAnswer.WRONG_KEY.words())
        .contains("retry.refused.timeout.ms says to give up after 3000 ms")
        .contains("hyperflux.api.key");
  }

  @Test
  void itIsBorneRightAfterARestartToo() {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of("retry.backoff.max.ms", "1000"));
    connect.records().awaitCount(1, PATIENCE);
    connect.rest().stop(connect.name());
    await().atMost(PATIENCE).until(() -> connect.status().tasks().isEmpty());
    connect.api().respond(connect.listing(), ALWAYS, ProviderAnswer.CHALLENGE);
    long refused = connect.requests();
    connect.rest().resume(connect.name());
    await().atMost(PATIENCE).until(() -> connect.requests() > refused + 5);
    assertThat(connect.status().isAll("RUNNING")).isTrue();
    connect.put("a", "COMPLETED");
    connect.api().recover();

    connect.records().awaitCount(2, PATIENCE);
    assertThat(connect.records().readToEnd()).hasSize(2);
  }
}
