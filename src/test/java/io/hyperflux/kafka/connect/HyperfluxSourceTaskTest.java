package io.hyperflux.kafka.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.hyperflux.kafka.connect.config.Version;
import io.hyperflux.kafka.connect.support.ConnectorThreads;
import io.hyperflux.kafka.connect.support.RunningTask;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real task over real HTTP, without a worker. */
@Timeout(60)
class HyperfluxSourceTaskTest {
  private static final String LISTING = "/v1/ai/text-to-image/hyperflux";
  private static final String KEY = "FPSX-do-not-print";

  @RegisterExtension
  static final WireMockExtension API =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final StoredOffsets offsets = new StoredOffsets();
  private final Map<String, String> config =
      new HashMap<>(
          Map.of(
              "hyperflux.api.key", KEY,
              "hyperflux.api.url", API.baseUrl(),
              "poll.interval.ms", "100",
              "hyperflux.requests.per.minute", "60000",
              "retry.backoff.ms", "100",
              "retry.backoff.max.ms", "100"));
  private RunningTask task;

  @AfterEach
  void stop() {
    if (task != null) {
      task.close();
    }
  }

  @Test
  void asksAsTheProviderWantsToBeAsked() {
    serve("a=CREATED");
    start().pollUntil(1);

    API.verify(
        getRequestedFor(urlEqualTo(LISTING))
            .withHeader("x-freepik-api-key", equalTo(KEY))
            .withHeader("Accept", equalTo("application/json"))
            .withHeader("User-Agent", equalTo("kafka-connect-hyperflux/" + Version.current())));
  }

  @Test
  void producesChangesAndNothingElse() {
    serve("a=IN_PROGRESS", "b=COMPLETED");
    start();
    assertThat(texts(2)).containsExactly("a: null -> IN_PROGRESS", "b: null -> COMPLETED");

    assertThat(pollsOfTheSame(10)).isEmpty();

    serve("b=COMPLETED", "a=COMPLETED");
    assertThat(texts(1)).containsExactly("a: IN_PROGRESS -> COMPLETED");
  }

  @Test
  void aRestartRepeatsNothingAndMissesNothing() {
    serve("a=IN_PROGRESS", "b=COMPLETED");
    start().pollUntil(2);
    task.close();

    serve("b=COMPLETED", "a=FAILED", "c=CREATED");
    start();
    assertThat(texts(2)).containsExactly("a: IN_PROGRESS -> FAILED", "c: null -> CREATED");
    assertThat(pollsOfTheSame(2)).isEmpty();
    assertThat(offsets.size()).isEqualTo(3);
  }

  @Test
  void whatWasNotFlushedComesAgain() {
    serve("a=IN_PROGRESS");
    try (RunningTask other =
        new RunningTask(new HyperfluxSourceTask(), new StoredOffsets(), config)) {
      other.pollUntil(1);
    }
    start();
    assertThat(texts(1)).containsExactly("a: null -> IN_PROGRESS");
  }

  @Test
  void readsOffsetsInOneSeriesAtStartOnly() {
    serve("a=IN_PROGRESS");
    start().pollUntil(1);
    int lookUps = offsets.lookUps();
    assertThat(lookUps).isEqualTo(4);

    pollsOfTheSame(5);
    assertThat(offsets.lookUps()).isEqualTo(lookUps);
  }

  @Test
  void handsOutBatchesBeforeItAsksAgain() {
    config.put("batch.max.records", "30");
    serve(IntStream.range(0, 100).mapToObj(i -> "t" + i + "=CREATED").toArray(String[]::new));
    start().pollUntil(() -> offsets.size() > 0);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sizes.add(task.poll().size());
    }

    assertThat(sizes).containsExactly(30, 30, 10);
    assertThat(offsets.size()).isEqualTo(100);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void skipsWhatIsNotUsableAndTakesTheRest() {
    API.stubFor(
        get(LISTING)
            .willReturn(
                okJson(
                    """
                    {"data":[{"task_id":7,"status":"CREATED"},{"task_id":"a","status":"CREATED"}]}""")));
    start();
    assertThat(texts(1)).containsExactly("a: null -> CREATED");
  }

  @Test
  void overwritesAForeignOffset() {
    offsets.put(Map.of("slot", LISTING + "#0"), Map.of("position", 7));
    serve("a=CREATED");
    start();

    List<SourceRecord> records = task.pollUntil(1);
    assertThat(records.get(0).sourcePartition()).isEqualTo(Map.of("slot", LISTING + "#0"));
  }

  @Test
  void doesNotFollowRedirects() {
    API.stubFor(get("/elsewhere").willReturn(okJson("{\"data\":[]}")));
    answer(
        aResponse()
            .withStatus(302)
            .withHeader("Location", API.baseUrl() + "/elsewhere?token=secret"));
    start();

    assertThatThrownBy(() -> task.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("302")
        .hasMessageContaining(API.baseUrl() + "/elsewhere")
        .hasMessageContaining("hyperflux.api.url")
        .hasMessageNotContaining("secret");
    API.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  void aPollReturnsWhileTheServerHangs() {
    answer(okJson("{\"data\":[]}").withFixedDelay(20_000));
    start();
    for (int i = 0; i < 6; i++) {
      assertThat(timeOf(task::poll)).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(timeOf(task::close)).isLessThan(Duration.ofMillis(1_900));
  }

  @Test
  void stopIsHarmlessTwiceAndWithoutAStart() {
    HyperfluxSourceTask neverStarted = new HyperfluxSourceTask();
    neverStarted.stop();

    serve("a=CREATED");
    start().pollUntil(1);
    task.close();
    task.close();
    ConnectorThreads.assertNoneIsLeft();
  }

  @Test
  void aStartThatFailsLeavesNothingBehind() {
    config.put("hyperflux.api.url", "nonsense");

    assertThatThrownBy(this::start).isInstanceOf(ConfigException.class);
    ConnectorThreads.assertNoneIsLeft();
  }

  @Test
  void aStartThatFailsHalfWayTellsTheCauseAndCanBeStopped() {
    HyperfluxSourceTask task = new HyperfluxSourceTask();
    config.put("name", "under-test");

    // no context: what start() opens before it asks for the stored offsets has to be closed
    assertThatThrownBy(() -> task.start(config)).isInstanceOf(NullPointerException.class);
    task.stop();
    ConnectorThreads.assertNoneIsLeft();
  }

  private RunningTask start() {
    task = new RunningTask(new HyperfluxSourceTask(), offsets, config);
    return task;
  }

  private List<String> texts(int count) {
    return RunningTask.texts(task.pollUntil(count));
  }

  /** Polls until so many more requests have been answered. */
  private List<SourceRecord> pollsOfTheSame(int more) {
    int before = requests();
    // the last one is answered when the next one has come
    return task.pollUntil(() -> requests() > before + more);
  }

  private void serve(String... entries) {
    String data =
        java.util.Arrays.stream(entries)
            .map(entry -> entry.split("="))
            .map("{\"task_id\":\"%s\",\"status\":\"%s\"}"::formatted)
            .collect(Collectors.joining(","));
    answer(okJson("{\"data\":[" + data + "]}"));
  }

  private static void answer(ResponseDefinitionBuilder response) {
    API.resetRequests();
    API.stubFor(get(LISTING).willReturn(response));
  }

  private static int requests() {
    return API.findAll(getRequestedFor(urlEqualTo(LISTING))).size();
  }

  private static Duration timeOf(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
