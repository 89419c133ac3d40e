package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.api.Outcome;
import io.hyperflux.kafka.connect.api.RequestThreads;
import io.hyperflux.kafka.connect.api.json.ListingReader;
import io.hyperflux.kafka.connect.config.FailureAdvice;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import io.hyperflux.kafka.connect.support.RunningTask;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import io.hyperflux.kafka.connect.support.TinyApi;
import io.hyperflux.kafka.connect.support.WatchedProxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The http.proxy.* settings, through the real task and a real proxy. */
@Timeout(60)
class ProxyTest {
  private static final String KEY = "FPSX-do-not-print";
  private static final String PASSWORD = "proxy-do-not-print";
  private static final HeldCertificate SELF =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

  private final Map<String, String> config =
      new HashMap<>(
          Map.of(
              "hyperflux.api.key", KEY,
              "poll.interval.ms", "100",
              "hyperflux.requests.per.minute", "60000",
              "retry.backoff.ms", "100",
              "retry.backoff.max.ms", "100"));
  private TinyApi api;
  private WatchedProxy proxy;
  private RunningTask task;

  @AfterEach
  void stop() {
    if (task != null) {
      task.close();
    }
    proxy.close();
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void asksThroughTheProxy(String scheme) {
    serve(scheme);
    use(WatchedProxy.open());

    assertThat(start().pollUntil(1)).hasSize(1);
    assertThat(proxy.seen()).isNotEmpty();
    assertThat(api.requests())
        .allSatisfy(headers -> assertThat(headers.getFirst("x-freepik-api-key")).isEqualTo(KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void logsInToTheProxyAndOnlyThere(String scheme) {
    serve(scheme);
    use(WatchedProxy.withLogin("user", PASSWORD));
    logInWith(PASSWORD);

    assertThat(start().pollUntil(1)).hasSize(1);
    task.pollUntil(() -> api.requests().size() > 3);
    assertThat(proxy.seen()).isNotEmpty();
    assertThat(api.requests())
        .allSatisfy(
            headers ->
                assertThat(headers).doesNotContainKeys("Proxy-authorization", "Authorization"));
  }

  @Test
  void showsTheProxyNoKeyOnTheWayToAnHttpsApi() {
    serve("https");
    use(WatchedProxy.withLogin("user", PASSWORD));
    logInWith(PASSWORD);
    start().pollUntil(() -> api.requests().size() > 3);

    assertThat(proxy.seen())
        .allMatch(request -> request.startsWith("CONNECT localhost:" + api.port()))
        .noneMatch(request -> request.contains(KEY) || request.contains("api-key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void failsWithTheWrongLogin(String scheme) {
    serve(scheme);
    use(WatchedProxy.withLogin("user", PASSWORD));
    logInWith("wrong-" + PASSWORD);
    start();

    assertThatThrownBy(() -> task.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("407")
        .hasMessageContaining("http.proxy.username")
        .hasMessageContaining("http.proxy.password")
        .hasMessageNotContaining("hyperflux.api.key")
        .hasMessageNotContaining(PASSWORD);
    assertThat(api.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void failsWithoutALoginWhereOneIsWanted(String scheme) {
    serve(scheme);
    use(WatchedProxy.withLogin("user", PASSWORD));
    start();

    assertThatThrownBy(() -> task.pollUntil(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("http.proxy.username");
    assertThat(api.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 502, 503})
  void outlastsAProxyThatRefuses(int status) throws InterruptedException {
    serve("https");
    use(WatchedProxy.open());
    proxy.refuseWith(status);
    Failure failure = failure();
    assertThat(failure.kind()).isEqualTo(FailureKind.PROXY_REFUSED);
    assertThat(failure.message())
        .contains(
            "The proxy "
                + proxy.url().substring("http://".length())
                + " refused to connect to "
                + "localhost:"
                + api.port()
                + ": it answered "
                + status);
    assertThat(FailureAdvice.on(failure.kind())).doesNotContain("hyperflux.api.key");

    start().pollUntil(() -> proxy.seen().size() > 3);
    proxy.refuseWith(0);
    assertThat(task.pollUntil(1)).hasSize(1);
  }

  @Test
  void aRefusalOfTheApiIsNotTheProxys() throws InterruptedException {
    serve("https");
    use(WatchedProxy.open());
    api.answer(403, Map.of());

    assertThat(failure().kind()).isEqualTo(FailureKind.FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 407})
  void givesTheApiNoLoginWhenItAsksForOne(int status) throws InterruptedException {
    serve("https");
    use(WatchedProxy.withLogin("user", PASSWORD));
    logInWith(PASSWORD);
    String header = status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
    api.answer(status, Map.of(header, "Basic realm=\"test\""));

    failure();
    assertThat(api.requests())
        .isNotEmpty()
        .allSatisfy(
            headers ->
                assertThat(headers).doesNotContainKeys("Proxy-authorization", "Authorization"));
  }

  @Test
  void retriesWhenTheProxyIsGone() throws InterruptedException {
    serve("https");
    use(WatchedProxy.open());
    proxy.close();

    assertThat(failure().kind()).isEqualTo(FailureKind.CONNECT);
    assertThat(FailureAdvice.on(FailureKind.CONNECT)).contains("http.proxy.url");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void settingsPrintNoSecret() {
    serve("https");
    use(WatchedProxy.withLogin("user", PASSWORD));
    logInWith(PASSWORD);
    var settings = new HyperfluxSourceConfig(config).apiSettings();

    assertThat(settings + " " + settings.proxy()).doesNotContain(KEY).doesNotContain(PASSWORD);
  }

  private void serve(String scheme) {
    if (scheme.equals("http")) {
      api = TinyApi.http();
    } else {
      api =
          TinyApi.https(
              new HandshakeCertificates.Builder()
                  .heldCertificate(SELF)
                  .addTrustedCertificate(SELF.certificate())
                  .build());
      config.put("http.ssl.truststore.type", "PEM");
      config.put("http.ssl.truststore.certificates", SELF.certificatePem());
    }
    config.put("hyperflux.api.url", api.url());
  }

  private void use(WatchedProxy started) {
    proxy = started;
    config.put("http.proxy.url", proxy.url());
  }

  private void logInWith(String password) {
    config.put("http.proxy.username", "user");
    config.put("http.proxy.password", password);
  }

  private RunningTask start() {
    task = new RunningTask(new HyperfluxSourceTask(), new StoredOffsets(), config);
    return task;
  }

  /** What one request gives. */
  private Failure failure() throws InterruptedException {
    HyperfluxSourceConfig parsed = new HyperfluxSourceConfig(config);
    try (ApiClient client =
        new ApiClient(parsed.apiSettings(), new RequestThreads("proxy"), TaskClock.system())) {
      var outcome =
          client.get(parsed.listings().get(0), new ListingReader()).await(Duration.ofSeconds(20));
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      return ((Outcome.Failed<?>) outcome).failure();
    }
  }
}
