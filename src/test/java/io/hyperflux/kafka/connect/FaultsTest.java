package io.hyperflux.kafka.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import io.hyperflux.kafka.connect.support.RunningTask;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of an answer has one right consequence, seen through the real task over real HTTP. */
@Timeout(60)
class FaultsTest {
  private static final String LISTING = "/v1/ai/text-to-image/hyperflux";
  private static final String KEY = "FPSX-do-not-print";
  private static final String PROBLEM =
      """
      {"message":"Your request parameters didn't validate.","invalid_params":[
        {"name":"page","reason":"must be greater than 0"},{"name":"per_page","reason":"too large"}]}""";

  @RegisterExtension
  static final WireMockExtension API =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final FakeTaskClock clock = new FakeTaskClock();
  private final Map<String, String> config =
      new HashMap<>(
          Map.of(
              "hyperflux.api.key",
              KEY,
              "hyperflux.api.url",
              API.baseUrl(),
              "hyperflux.requests.per.minute",
              "60000"));
  @AutoClose private CapturedLog log;
  private RunningTask task;

  @BeforeEach
  void capture() {
    log = CapturedLog.ofConnector();
  }

  @AfterEach
  void stop() {
    if (task != null) {
      task.close();
    }
  }

  static Stream<Arguments> retriable() throws IOException {
    String listing = "{\"data\":[{\"task_id\":\"a\",\"status\":\"COMPLETED\"}]}";
    return Stream.of(
        Arguments.of("408", aResponse().withStatus(408), "answered 408"),
        Arguments.of("425", aResponse().withStatus(425), "answered 425"),
        Arguments.of("429", aResponse().withStatus(429), "raise poll.interval.ms"),
        Arguments.of("500", error(500, "{\"message\":\"Oh\"}"), "500 Server Error: Oh"),
        Arguments.of("502", error(502, "<html>Bad gateway</html>"), "answered 502"),
        Arguments.of("503", error(503, "{\"message\":\"Later\"}"), "Service Unavailable: Later"),
        Arguments.of("599", aResponse().withStatus(599), "answered 599"),
        Arguments.of("204", aResponse().withStatus(204), "no body, only the status 204"),
        Arguments.of("empty 200", ok(""), "it is empty"),
        Arguments.of("not JSON", ok("<html>Please log in</html>"), "it is not JSON at byte 0"),
        Arguments.of("[]", ok("[]"), "it is no JSON object"),
        Arguments.of("{}", ok("{}"), "it has no \"data\" array"),
        Arguments.of("null data", ok("{\"data\":null}"), "it has no \"data\" array"),
        Arguments.of("object data", ok("{\"data\":{}}"), "it has no \"data\" array"),
        Arguments.of("half", ok(listing.substring(0, 30)), "it ends in the middle of its JSON"),
        Arguments.of("garbage behind", ok(listing + "}"), "it is not JSON"),
        Arguments.of("nesting", ok("{\"data\":" + "[".repeat(2_000)), "its JSON is extreme"),
        Arguments.of("unusable", ok("{\"data\":[{\"task_id\":5}]}"), "not one of its 1 entries"),
        Arguments.of("too large", ok("{\"data\":[" + " ".repeat(5_000)), "larger than 4096 bytes"),
        Arguments.of("gzip broken", gzip(new byte[] {1, 2, 3, 4}), "can't be decompressed"),
        Arguments.of("gzip cut", gzip(half(zipped(listing))), "was cut"),
        Arguments.of(
            "gzip bomb",
            gzip(zipped("{\"data\":[" + " ".repeat(50_000_000))),
            "larger than 4096 bytes"),
        Arguments.of(
            "encoding",
            ok("zzz").withHeader("Content-Encoding", "zzz"),
            "its Content-Encoding is not understood: zzz"),
        Arguments.of("reset", broken(Fault.CONNECTION_RESET_BY_PEER), "Connection reset"),
        Arguments.of("closed", broken(Fault.EMPTY_RESPONSE), "closed the connection"),
        Arguments.of("chunks", broken(Fault.MALFORMED_RESPONSE_CHUNK), "was cut"),
        Arguments.of("random", broken(Fault.RANDOM_DATA_THEN_CLOSE), "is not valid HTTP"),
        Arguments.of("late", ok(listing).withFixedDelay(5_000), "took longer than 1000 ms"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("retriable")
  void isRetriedAndLosesNothing(String name, ResponseDefinitionBuilder fault, String words) {
    config.put("http.request.timeout.ms", "1000");
    config.put("http.response.max.bytes", "4096");
    answer(listing("a=IN_PROGRESS"));
    start().pollUntil(1);

    answer(fault);
    assertThat(task.pollUntil(() -> requests() > 3)).isEmpty();
    answer(listing("a=COMPLETED"));
    assertThat(RunningTask.texts(task.pollUntil(1))).containsExactly("a: IN_PROGRESS -> COMPLETED");

    assertThat(log.messages(Level.WARN)).first().asString().contains(words).contains(LISTING);
    assertThat(log.messages(Level.INFO)).last().asString().contains("The API answers again");
    assertThat(log.stackTraces()).isZero();
  }

  static Stream<Arguments> fatal() {
    return Stream.of(
        Arguments.of(
            error(401, "{\"message\":\"Invalid API key " + KEY + "\"}"),
            "401 Unauthorized: Invalid API key [hidden]",
            "hyperflux.api.key",
            "hyperflux.api.key.header"),
        Arguments.of(
            error(401, "xyz").withHeader("Content-Encoding", "br"),
            "401 Unauthorized",
            "hyperflux.api.key",
            "hyperflux.api.key.header"),
        Arguments.of(
            error(403, ""), "403 Forbidden", "hyperflux.api.key", "hyperflux.api.key.header"),
        Arguments.of(
            error(400, "{\"message\":\"Bad\"}"), "400 Bad Request: Bad", "hyperflux.listings", ""),
        Arguments.of(
            error(400, PROBLEM),
            "page: must be greater than 0; per_page: too large",
            "didn't validate",
            "hyperflux.listings"),
        Arguments.of(
            error(400, "{\"problem\":" + PROBLEM + "}"),
            "page: must be greater than 0; per_page: too large",
            "didn't validate",
            "hyperflux.listings"),
        Arguments.of(
            error(404, "{\"message\":\"Not found\"}"),
            "404 Not Found: Not found",
            "hyperflux.listings",
            LISTING),
        Arguments.of(error(410, "nonsense"), "410 Gone", "hyperflux.listings", ""),
        Arguments.of(
            error(301, "").withHeader("Location", "https://api.example.com/v2?token=secret"),
            "https://api.example.com/v2",
            "hyperflux.api.url",
            "not followed"),
        Arguments.of(
            error(307, "").withHeader("Location", "/v2"), "307", "hyperflux.api.url", "/v2"),
        Arguments.of(error(304, ""), "304", "hyperflux.api.url", "nowhere"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("fatal")
  void isConfirmedOnceAndFailsTheTask(
      ResponseDefinitionBuilder answer, String words, String advice, String more) {
    answer(answer);
    start();

    assertThatThrownBy(() -> task.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(words)
        .hasMessageContaining(advice)
        .hasMessageContaining(more)
        .hasMessageNotContaining(KEY)
        .hasMessageNotContaining("secret");
    assertThat(requests()).isEqualTo(2);
    assertThat(clock.passed()).as("retry.backoff.ms").isEqualTo(Duration.ofSeconds(1));
    assertThat(log.text()).doesNotContain(KEY, "secret");
  }

  @Test
  void aKeyEchoedWhereTheWordsAreCutIsHiddenWhole() {
    answer(error(401, "{\"message\":\"" + "x".repeat(495) + KEY + "\"}"));
    start();

    assertThatThrownBy(() -> task.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("x".repeat(495))
        .hasMessageNotContaining(KEY.substring(0, 4));
    assertThat(log.text()).doesNotContain(KEY.substring(0, 4));
  }

  @Test
  void aMomentaryRefusalIsNoVerdict() {
    answer(error(401, ""));
    start().pollUntil(() -> requests() == 1);
    answer(listing("a=CREATED"));

    assertThat(task.pollUntil(1)).hasSize(1);
  }

  @Test
  void retryAfterInSecondsIsObeyed() {
    answer(error(503, "").withHeader("Retry-After", "120"));
    start().pollUntil(() -> requests() == 3);

    assertThat(clock.passed()).isBetween(Duration.ofSeconds(240), Duration.ofSeconds(359));
  }

  @Test
  void retryAfterIsObeyedWhateverTheBody() {
    answer(error(429, "xyz").withHeader("Retry-After", "600").withHeader("Content-Encoding", "br"));
    start().pollUntil(() -> requests() == 2);

    assertThat(clock.passed()).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(610));
  }

  @Test
  void retryAfterAsADateIsObeyed() {
    // the clock starts at 12:00:00
    answer(error(429, "").withHeader("Retry-After", "Sun, 01 Nov 2026 12:10:00 GMT"));
    start().pollUntil(() -> requests() == 2);

    assertThat(clock.passed()).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(610));
  }

  @Test
  void retryAfterOfAMonthIsCutToAnHour() {
    answer(error(503, "").withHeader("Retry-After", "2592000"));
    start().pollUntil(() -> requests() == 2);

    assertThat(clock.passed()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
  }

  @Test
  void aStreakIsToldOnceThenAMinuteApartThenItsEnd() {
    answer(error(503, ""));
    start().pollUntil(() -> clock.passed().compareTo(Duration.ofMinutes(10)) > 0);
    int requests = requests();
    answer(listing("a=CREATED"));
    task.pollUntil(1);

    assertThat(log.messages(Level.WARN)).hasSizeBetween(2, 11);
    assertThat(log.messages(Level.WARN)).first().asString().contains("trying again in 1000 ms");
    assertThat(log.messages(Level.WARN)).last().asString().startsWith("Still failing after ");
    assertThat(log.messages(Level.INFO))
        .filteredOn(message -> message.contains("answers again"))
        .singleElement()
        .asString()
        .contains("and " + requests + " failed requests");
    assertThat(log.stackTraces()).isZero();
  }

  @Test
  void givesUpAfterTheRetryTimeout() {
    config.put("retry.timeout.ms", "300000");
    answer(error(503, "{\"message\":\"Later\"}"));
    start();

    assertThatThrownBy(() -> task.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("503 Service Unavailable: Later")
        .hasMessageContaining("retry.timeout.ms says to give up after 300000 ms");
    assertThat(clock.passed()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
  }

  @Test
  void aPauseCountsForNoTimeout() {
    config.put("retry.timeout.ms", "60000");
    answer(error(503, ""));
    start().pollUntil(() -> requests() == 2);
    clock.sleep(Duration.ofHours(5)); // nobody polls meanwhile
    int before = requests();
    task.pollUntil(() -> requests() > before + 1);
    answer(listing("a=CREATED"));

    assertThat(task.pollUntil(1)).hasSize(1);
  }

  private RunningTask start() {
    task = new RunningTask(new HyperfluxSourceTask(clock), new StoredOffsets(), config);
    return task;
  }

  private static ResponseDefinitionBuilder listing(String... entries) {
    return okJson(
        Arrays.stream(entries)
            .map(entry -> entry.split("=", 2))
            .map("{\"task_id\":\"%s\",\"status\":\"%s\"}"::formatted)
            .toList()
            .toString()
            .transform(data -> "{\"data\":" + data + "}"));
  }

  private static ResponseDefinitionBuilder ok(String body) {
    return okJson(body);
  }

  private static ResponseDefinitionBuilder error(int status, String body) {
    return aResponse().withStatus(status).withBody(body);
  }

  private static ResponseDefinitionBuilder broken(Fault fault) {
    return aResponse().withFault(fault);
  }

  private static ResponseDefinitionBuilder gzip(byte[] body) {
    return aResponse().withHeader("Content-Encoding", "gzip").withBody(body);
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static void answer(ResponseDefinitionBuilder response) {
    API.resetRequests();
    API.stubFor(get(LISTING).willReturn(response));
  }

  private static int requests() {
    return API.findAll(getRequestedFor(urlEqualTo(LISTING))).size();
  }
}
