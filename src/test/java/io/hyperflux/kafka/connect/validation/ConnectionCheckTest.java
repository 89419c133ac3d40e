package io.hyperflux.kafka.connect.validation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import io.hyperflux.kafka.connect.Validation;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.ConnectorThreads;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What validation makes of each answer of the API. */
@Timeout(60)
class ConnectionCheckTest {
  private static final String LISTING = "/v1/ai/text-to-image/hyperflux";

  @RegisterExtension
  static final WireMockExtension API =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final FakeTaskClock clock = new FakeTaskClock();
  private final Validation validation = new Validation(clock);
  @AutoClose private CapturedLog log;

  @BeforeEach
  void prepare() {
    log = CapturedLog.ofConnector();
    validation.put("hyperflux.api.url", API.baseUrl());
  }

  @AfterEach
  void nothingIsLeft() {
    ConnectorThreads.assertNoneIsLeft();
  }

  static Stream<Arguments> refusals() {
    String key = "hyperflux.api.key";
    String listings = "hyperflux.listings";
    String problem =
        """
        {"problem":{"message":"Bad","invalid_params":[{"name":"page","reason":"too large"}]}}""";
    return Stream.of(
        Arguments.of(
            answer(401, "{\"message\":\"Invalid API key " + Validation.KEY + "\"}"),
            key,
            "401 Unauthorized: Invalid API key [hidden]. Check hyperflux.api.key"),
        Arguments.of(answer(403, ""), key, "403 Forbidden. Check hyperflux.api.key"),
        Arguments.of(answer(400, problem), listings, "400 Bad Request: Bad; page: too large"),
        Arguments.of(answer(404, "<html>"), listings, "404 Not Found. Check hyperflux.listings"),
        Arguments.of(answer(410, ""), listings, "410 Gone. Check hyperflux.listings"),
        Arguments.of(answer(405, ""), listings, "405 Method Not Allowed. Check hyperflux.listings"),
        Arguments.of(
            answer(302, "").withHeader("Location", "https://other.example/v2?token=secret"),
            "hyperflux.api.url",
            "302 Found to https://other.example/v2. Redirects are not followed"),
        Arguments.of(answer(407, ""), "http.proxy.username", "407 Proxy Authentication Required"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("refusals")
  void aRefusalIsAnErrorOnItsSetting(
      ResponseDefinitionBuilder answer, String setting, String words) {
    answer(answer);

    Map<String, List<String>> errors = validation.errors();
    assertThat(errors).containsOnlyKeys(setting);
    assertThat(errors.get(setting))
        .singleElement()
        .asString()
        .startsWith("GET " + LISTING + " answered ")
        .contains(words)
        .endsWith("(The API was asked because of validate.connection=true.)")
        .doesNotContain(Validation.KEY, "secret");
    assertThat(validation.isVisible(setting)).isTrue();
    assertThat(requests()).as("no retry").isEqualTo(1);
    assertThat(log.text()).isEmpty();
  }

  static Stream<Arguments> passingTrouble() {
    return Stream.of(
        Arguments.of(answer(429, ""), "answered 429"),
        Arguments.of(answer(408, ""), "answered 408"),
        Arguments.of(answer(500, "{\"message\":\"Oh\"}"), "answered 500 Server Error: Oh"),
        Arguments.of(answer(503, ""), "answered 503"),
        Arguments.of(answer(204, null), "only the status 204"),
        Arguments.of(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "Connection reset"),
        Arguments.of(aResponse().withFault(Fault.EMPTY_RESPONSE), "closed the connection"),
        Arguments.of(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), "is not valid HTTP"),
        Arguments.of(answer(200, "{}").withFixedDelay(5_000), "took longer than 500 ms"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("passingTrouble")
  void whatTimeMayHealIsAWarning(ResponseDefinitionBuilder answer, String words) {
    validation.put("http.request.timeout.ms", "500");
    validation.put("name", "images");
    answer(answer);

    assertThat(validation.errors()).isEmpty();
    assertThat(requests()).as("no retry").isEqualTo(1);
    assertThat(log.messages(Level.WARN))
        .singleElement()
        .asString()
        .startsWith("Validating images: ")
        .contains(words)
        .endsWith("This is no error: its Connect tasks will go on trying.")
        .doesNotContain(Validation.KEY);
    assertThat(log.stackTraces()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"data\":[]}", "", "<html>Please log in</html>", "{\"data\":"})
  void aSuccessIsOneWhateverItsBody(String body) {
    answer(answer(200, body));

    assertThat(validation.errors()).isEmpty();
    assertThat(log.text()).isEmpty();
    API.verify(
        1,
        getRequestedFor(urlEqualTo(LISTING))
            .withHeader("x-freepik-api-key", equalTo(Validation.KEY)));
  }

  @Test
  void onlyTheFirstListingIsAskedFor() {
    validation.put("hyperflux.listings", "/first,/second");
    answer(answer(404, ""));

    assertThat(validation.errors().toString()).contains("GET /first answered 404");
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void nobodyAsksWithSettingsThatAreWrongAlready() {
    validation.put("topic", "#");

    assertThat(validation.errors()).containsOnlyKeys("topic");
    assertThat(requests()).isZero();
  }

  @Test
  void nobodyAsksWhenToldNotTo() {
    validation.put("validate.connection", "false");
    answer(answer(401, ""));

    assertThat(validation.errors()).isEmpty();
    assertThat(requests()).isZero();
  }

  @Test
  void theSameSettingsAreAskedForOnceInThirtySeconds() {
    answer(answer(401, "{\"message\":\"Wrong\"}"));
    Map<String, List<String>> errors = validation.errors();
    answer(answer(200, "{}"));

    clock.sleep(Duration.ofMillis(29_900));
    assertThat(validation.errors()).as("by another instance").isEqualTo(errors).isNotEmpty();
    assertThat(requests()).isEqualTo(1);

    clock.sleep(Duration.ofMillis(100));
    assertThat(validation.errors()).isEmpty();
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void theConnectorsOfAWorkerShareTheirMemory() {
    answer(answer(401, ""));
    Map<String, String> settings =
        Map.of("hyperflux.api.key", Validation.KEY, "hyperflux.api.url", API.baseUrl());

    new HyperfluxSourceConnector().validate(settings);
    new HyperfluxSourceConnector().validate(settings);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void aWarningIsGivenOnceForEachRequest() {
    answer(answer(503, ""));
    for (int i = 0; i < 3; i++) {
      assertThat(validation.errors()).isEmpty();
    }

    assertThat(log.messages(Level.WARN)).hasSize(1);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void aRightKeyIsTriedAtOnceAfterAWrongOne() {
    answer(answer(401, ""));
    API.stubFor(
        get(anyUrl())
            .withHeader("x-freepik-api-key", equalTo("FPSX-right"))
            .willReturn(answer(200, "{}")));

    assertThat(validation.errors()).containsOnlyKeys("hyperflux.api.key");
    validation.put("hyperflux.api.key", "FPSX-right");
    assertThat(validation.errors()).isEmpty();
  }

  @Test
  void anInterruptEndsItWithoutAVerdict() {
    answer(answer(401, "").withFixedDelay(5_000));
    Thread.currentThread().interrupt();
    try {
      assertThat(validation.errors()).isEmpty();
    } finally {
      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }
    assertThat(log.text()).isEmpty();
  }

  private static ResponseDefinitionBuilder answer(int status, String body) {
    return aResponse().withStatus(status).withBody(body);
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    API.stubFor(get(anyUrl()).willReturn(answer));
  }

  private static int requests() {
    return API.findAll(getRequestedFor(anyUrl())).size();
  }
}
