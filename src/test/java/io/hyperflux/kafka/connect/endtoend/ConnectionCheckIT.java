package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.RestException;
import io.hyperflux.kafka.connect.support.TinyApi;
import io.hyperflux.kafka.connect.support.WatchedProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * validate.connection on two real workers: a PUT is validated by the one that got it, and then by
 * the leader.
 */
@Timeout(120)
class ConnectionCheckIT {
  private static final Pattern LEADER = Pattern.compile("leaderUrl='http://([^/']+)/?'");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      new ConnectExtension<>(
          () ->
              EmbeddedEnvironment.inJvm(
                  EmbeddedOptions.defaults().workers(2).fileConfigProvider()));

  private static EmbeddedWorker leader;
  private static EmbeddedWorker follower;

  @BeforeAll
  static void findTheLeader() {
    List<EmbeddedWorker> workers = connect.environment().workers();
    await().atMost(PATIENCE).until(() -> leaderOf(workers.get(0)).equals(leaderOf(workers.get(1))));
    String id = leaderOf(workers.get(0));
    leader = workers.get(workers.get(0).id().equals(id) ? 0 : 1);
    follower = workers.get(workers.get(0).id().equals(id) ? 1 : 0);
    assertThat(leader.id()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "401, hyperflux.api.key",
    "403, hyperflux.api.key",
    "400, hyperflux.listings",
    "404, hyperflux.listings",
    "410, hyperflux.listings",
    "302, hyperflux.api.url"
  })
  void aRefusalIsToldByEitherWorkerWhichAsksOnce(int status, String setting) {
    Map<String, String> config = config();
    connect
        .api()
        .respond(
            connect.listing(),
            9,
            status,
            Map.of("Location", "/elsewhere"),
            "{\"message\":\"No way\"}");

    refuses(leader, config, setting, "answered " + status);
    assertThat(connect.requests()).isEqualTo(1);
    refuses(follower, config, setting, "answered " + status);
    assertThat(connect.requests()).isEqualTo(2);
  }

  @Test
  void aCertificateThatIsNotTrustedIsToldByEitherWorker() {
    HeldCertificate self =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    try (TinyApi secure =
        TinyApi.https(new HandshakeCertificates.Builder().heldCertificate(self).build())) {
      Map<String, String> config = config();
      config.put("hyperflux.api.url", secure.url());

      refuses(leader, config, "http.ssl.truststore.location", "no trusted connection");
      refuses(follower, config, "http.ssl.truststore.location", "no trusted connection");
      assertThat(secure.requests()).isEmpty();
    }
  }

  @Test
  void aProxyThatWantsALoginIsToldByEitherWorker() {
    try (WatchedProxy proxy = WatchedProxy.withLogin("user", "password")) {
      Map<String, String> config = config();
      config.put("http.proxy.url", proxy.url());

      refuses(leader, config, "http.proxy.username", "407");
      refuses(follower, config, "http.proxy.username", "407");
      assertThat(connect.requests()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"429", "500", "refused", "DNS", "timeout"})
  void aConnectorCanBeCreatedWhileTheApiIsDown(String trouble) {
    Map<String, String> config = config();
    String words = trouble(trouble, config);

    follower.rest().createConnector(connect.name(), config);
    leader.rest().awaitRunning(connect.name());
    for (EmbeddedWorker worker : List.of(follower, leader)) {
      assertThat(worker.log().lines())
          .filteredOn(
              line ->
                  line.contains("Validating " + connect.name()) && line.contains(connect.listing()))
          .singleElement()
          .asString()
          .contains("WARN", words, "This is no error");
    }
    assertThat(leader.rest().validate(config)).isEmpty();
  }

  private static String trouble(String trouble, Map<String, String> config) {
    switch (trouble) {
      case "refused" -> {
        TinyApi down = TinyApi.http();
        down.close();
        config.put("hyperflux.api.url", "http://127.0.0.1:" + down.port());
        return "Connection refused";
      }
      case "DNS" -> {
        config.put("hyperflux.api.url", "https://no-such-host.invalid");
        return "no-such-host.invalid can't be resolved";
      }
      case "timeout" -> {
        connect.api().hang(connect.listing());
        config.put("http.request.timeout.ms", "500");
        return "took longer than 500 ms";
      }
      default -> {
        connect.api().respond(connect.listing(), 1_000, Integer.parseInt(trouble), Map.of(), "");
        return "answered " + trouble;
      }
    }
  }

  @Test
  void anApiThatHangsHoldsValidationUpForNineSeconds() {
    Map<String, String> config = config();
    connect.api().hang(connect.listing());

    assertThat(follower.rest().validate(config)).isEmpty();
    assertThat(follower.log()).contains("GET " + connect.listing() + " took longer than 9000 ms");
  }

  @Test
  void aPutToTheLeaderAsksOnce() {
    assertRequestsOfCreation(leader, 1, config());
  }

  @Test
  void aPutToTheFollowerAsksOnceForEachWorker() {
    assertRequestsOfCreation(follower, 2, config());
  }

  @Test
  void whatWasValidatedBeforeIsNotAskedForAgain() {
    Map<String, String> config = config();
    for (EmbeddedWorker worker : List.of(follower, leader, follower, leader)) {
      assertThat(worker.rest().validate(config)).isEmpty();
    }
    assertThat(connect.requests()).isEqualTo(2);

    assertRequestsOfCreation(follower, 2, config);
  }

  /** So many for validation, and the only poll that so long an interval has. */
  private static void assertRequestsOfCreation(
      EmbeddedWorker worker, int forValidation, Map<String, String> config) {
    config.put("poll.interval.ms", "86400000");
    worker.rest().createConnector(connect.name(), config);
    connect.records().awaitCount(1, PATIENCE);
    assertThat(connect.requests()).isEqualTo(forValidation + 1);
  }

  @Test
  void theKeyIsTriedThatAPlaceholderStandsFor(@TempDir Path directory) throws IOException {
    Path secrets = directory.resolve("secrets.properties");
    Files.writeString(secrets, "right=" + ConnectExtension.KEY + "\nwrong=FPSX-wrong\n");
    Map<String, String> config = config();
    config.put("hyperflux.api.key", "${file:" + secrets + ":right}");
    assertThat(follower.rest().validate(config)).isEmpty();

    config.put("hyperflux.api.key", "${file:" + secrets + ":wrong}");
    refuses(follower, config, "hyperflux.api.key", "401 Unauthorized: Invalid API key");
    assertThat(follower.log()).doesNotContain(ConnectExtension.KEY, "FPSX-wrong");
  }

  @Test
  void formsAreToldWhatToOfferAndWhatToLeaveOut() {
    Map<String, String> config = config();
    JsonNode statuses = leader.rest().validated(config, "emit.statuses");
    assertThat(statuses.path("recommended_values"))
        .extracting(JsonNode::asText)
        .containsExactly("CREATED", "IN_PROGRESS", "COMPLETED", "FAILED");
    JsonNode missing = leader.rest().validated(config, "lookup.missing");
    assertThat(missing.path("recommended_values"))
        .extracting(JsonNode::asText)
        .containsExactly("true", "false");
    assertThat(missing.path("visible").asBoolean()).isTrue();
    assertThat(leader.rest().validated(config, "http.proxy.username").path("visible").asBoolean())
        .isFalse();
  }

  private static void refuses(
      EmbeddedWorker worker, Map<String, String> config, String setting, String words) {
    assertThatThrownBy(() -> worker.rest().createConnector(connect.name(), config))
        .asInstanceOf(InstanceOfAssertFactories.type(RestException.class))
        .satisfies(
            e -> {
              assertThat(e.status()).isEqualTo(400);
              assertThat(e).hasMessageContainingAll(words, setting).hasMessageNotContaining("FPSX");
            });
    Map<String, List<String>> errors = worker.rest().validate(config);
    assertThat(errors).containsOnlyKeys(setting);
    assertThat(errors.get(setting)).singleElement().asString().contains(words, setting);
    assertThat(worker.rest().connectors()).doesNotContain(connect.name());
  }

  private static Map<String, String> config() {
    Map<String, String> config = connect.config(Map.of());
    config.remove("validate.connection");
    connect.put("a", "COMPLETED");
    return config;
  }

  private static String leaderOf(EmbeddedWorker worker) {
    return LEADER
        .matcher(worker.log())
        .results()
        .map(found -> found.group(1))
        .reduce((first, last) -> last)
        .orElse(worker.id() + " has not joined");
  }
}
