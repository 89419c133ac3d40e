package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.ListingJson;
import io.hyperflux.kafka.connect.support.TinyApi;
import io.hyperflux.kafka.connect.support.WatchedProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What operators rely on when things go wrong, on a real broker and a real worker. */
@Timeout(180)
class FaultsEndToEndIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PROMPT = Duration.ofSeconds(2);

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(EmbeddedOptions.defaults().fileConfigProvider());

  @TempDir private static Path directory;

  /** When all connectors are deleted; the line names the connector. */
  @AfterAll
  static void noConnectTaskWasSlowToStop() {
    assertThat(connect.workerLog().lines())
        .noneMatch(line -> line.contains("Graceful stop of task") && line.contains("failed"));
  }

  @Test
  void anOverloadedApiIsLeftAloneAsLongAsItAsks() {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of());
    connect.records().awaitCount(1, PATIENCE);

    connect
        .api()
        .respond(connect.listing(), 2, 503, Map.of("Retry-After", "3"), "{\"message\":\"Later\"}");
    connect.put("a", "COMPLETED");
    connect.records().awaitCount(2, PATIENCE);
    assertThat(connect.records().readToEnd()).hasSize(2);
    assertThat(gapsOfAtLeast(Duration.ofSeconds(3))).isEqualTo(2);
    assertThat(connect.workerLog())
        .contains("GET " + connect.listing() + " answered 503 Service Unavailable: Later")
        .contains("The API answers again");
  }

  @Test
  void deletingIsPromptWhileARequestHangs() {
    createAndHang();
    connect.rest().delete(connect.name());
    awaitStopped();
  }

  @Test
  void stoppingAndReconfiguringArePromptWhileARequestHangs() {
    createAndHang();
    connect.rest().stop(connect.name());
    awaitStopped();

    long requests = connect.requests();
    connect.rest().resume(connect.name());
    await().atMost(PATIENCE).until(() -> connect.requests() > requests);
    connect.create(Map.of("poll.interval.ms", "300"));
    await().atMost(PROMPT).until(() -> countInLog("Stopped watching " + connect.listing()) == 2);
  }

  @Test
  void pausingIsPromptWhileARequestHangsAndNoRequestComesThen() {
    createAndHang();
    connect.rest().pause(connect.name());
    await().atMost(PROMPT).until(() -> connect.status().isAll("PAUSED"));
    connect.api().recover();
    long requests = connect.requests();
    // ten intervals: nothing to wait for but that nothing comes
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .until(() -> connect.requests() == requests);

    connect.rest().resume(connect.name());
    connect.records().awaitCount(1, PATIENCE);
  }

  @Test
  void deletingIsPromptWhileAHundredThousandRecordsAreHandedOut() {
    connect.api().raw(connect.listing(), ListingJson.ofTasks(0, 100_000, "CREATED"));
    connect.create(Map.of("batch.max.records", "500"));
    connect.records().awaitCount(1, PATIENCE);

    connect.rest().delete(connect.name());
    awaitStopped();
    assertThat(connect.records().readToEnd()).hasSizeLessThan(100_000);
  }

  /** A task that held the shutdown up would be told as one whose graceful stop failed. */
  @Test
  void workerShutdownIsPromptWhileARequestHangs() {
    createAndHang();
    connect.environment().stopWorker();
    assertThat(countInLog("Stopped watching " + connect.listing())).isEqualTo(1);
    connect.api().recover();
    connect.environment().startWorker();

    connect.records().awaitCount(1, PATIENCE);
  }

  @Test
  void theOtherHostOfARedirectGetsNothing() throws IOException {
    try (ApiSimulator other = new ApiSimulator(ConnectExtension.KEY)) {
      connect
          .api()
          .respond(
              connect.listing(), 9, 302, Map.of("Location", other.url() + connect.listing()), "");
      connect.create(Map.of());

      assertThat(connect.rest().awaitTaskFailed(connect.name()))
          .contains(" to " + other.url() + connect.listing())
          .contains("hyperflux.api.url");
      assertThat(other.requests()).isEmpty();
      assertThat(connect.requests()).isEqualTo(2);
    }
  }

  @Test
  void theKeyIsNowhereEvenWithTheRootLoggerAtTrace() throws Exception {
    connect.put("a", "IN_PROGRESS");
    connect.rest().setLogLevel("root", "TRACE");
    try {
      connect.create(Map.of("hyperflux.api.key", secret("right", ConnectExtension.KEY)));
      connect.records().awaitCount(1, PATIENCE);
      long polls = connect.requests();
      await().atMost(PATIENCE).until(() -> connect.requests() > polls + 2);
      String answers = everyAnswerAboutIt();

      connect.create(
          Map.of(
              "hyperflux.api.key",
              secret("wrong", "FPSX-wrong-key"),
              "retry.refused.timeout.ms",
              "2000"));
      connect.rest().awaitTaskFailed(connect.name());
      answers += everyAnswerAboutIt();

      assertThat(answers)
          .contains("hyperflux.api.key")
          .doesNotContain(ConnectExtension.KEY, "FPSX-wrong-key");
    } finally {
      connect.rest().setLogLevel("root", "INFO");
    }
    List<String> lines = connect.workerLog().lines().toList();
    assertThat(lines)
        .as("HttpClient's own logging was on")
        .anyMatch(l -> l.contains("org.apache.hc."));
    assertThat(lines)
        .noneMatch(l -> l.contains(ConnectExtension.KEY) || l.contains("FPSX-wrong-key"));
  }

  @Test
  void aPrivateCaAndAClientCertificate() {
    HeldCertificate ca = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate server =
        new HeldCertificate.Builder().signedBy(ca).addSubjectAlternativeName("localhost").build();
    HeldCertificate client = new HeldCertificate.Builder().signedBy(ca).build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder()
            .heldCertificate(server, ca.certificate())
            .addTrustedCertificate(ca.certificate())
            .build();
    try (TinyApi secure = TinyApi.httpsForTrustedClients(certificates)) {
      connect.create(
          Map.of(
              "hyperflux.api.url", secure.url(),
              "http.ssl.truststore.type", "PEM",
              "http.ssl.truststore.certificates", ca.certificatePem(),
              "http.ssl.keystore.type", "PEM",
              "http.ssl.keystore.certificate.chain", client.certificatePem(),
              "http.ssl.keystore.key", client.privateKeyPkcs8Pem()));

      assertThat(connect.records().awaitCount(1, PATIENCE).get(0).key()).isEqualTo("a");
    }
  }

  @Test
  void aProxyWithALoginThatIsInNoLogEvenAtTrace() {
    String password = "proxy-do-not-print";
    HeldCertificate server =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder().heldCertificate(server).build();
    connect.rest().setLogLevel("root", "TRACE");
    try (TinyApi secure = TinyApi.https(certificates);
        WatchedProxy proxy = WatchedProxy.withLogin("watcher", password)) {
      connect.create(
          Map.of(
              "hyperflux.api.url", secure.url(),
              "http.ssl.truststore.type", "PEM",
              "http.ssl.truststore.certificates", server.certificatePem(),
              "http.proxy.url", proxy.url(),
              "http.proxy.username", "watcher",
              "http.proxy.password", secret("proxy", password)));

      connect.records().awaitCount(1, PATIENCE);
      assertThat(proxy.seen()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT localhost:"));
      assertThat(proxy.seen().toString()).doesNotContain(ConnectExtension.KEY);
    } finally {
      connect.rest().setLogLevel("root", "INFO");
    }
    String encoded =
        Base64.getEncoder()
            .encodeToString(("watcher:" + password).getBytes(StandardCharsets.UTF_8));
    assertThat(connect.workerLog().lines())
        .noneMatch(line -> line.contains(password) || line.contains(encoded));
  }

  @Test
  void restartingTheTaskLeavesNothingBehind() {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of());
    connect.records().awaitCount(1, PATIENCE);
    for (int i = 1; i <= 5; i++) {
      connect.rest().restart(connect.name());
      int restarts = i;
      await()
          .atMost(PATIENCE)
          .until(() -> countInLog("Stopped watching " + connect.listing()) == restarts);
      long requests = connect.requests();
      await().atMost(PATIENCE).until(() -> connect.requests() > requests + 1);
    }

    String threads = connect.environment().workers().get(0).threadDump();
    // one sends requests, one watches their deadlines
    assertThat(threads.lines().filter(line -> line.contains("\"hyperflux-" + connect.name() + "-")))
        .hasSizeBetween(1, 2);
    assertThat(threads).doesNotContain(ConnectExtension.KEY);
    assertThat(connect.records().readToEnd()).hasSize(1);
  }

  private void createAndHang() {
    connect.put("a", "IN_PROGRESS");
    connect.api().hang();
    connect.create(Map.of());
    await().atMost(PATIENCE).until(() -> connect.requests() == 1);
  }

  private void awaitStopped() {
    await().atMost(PROMPT).until(() -> countInLog("Stopped watching " + connect.listing()) == 1);
  }

  private long countInLog(String text) {
    return connect.workerLog().lines().filter(line -> line.contains(text)).count();
  }

  private long gapsOfAtLeast(Duration gap) {
    List<ApiSimulator.Request> requests =
        connect.api().requests().stream()
            .filter(request -> request.path().equals(connect.listing()))
            .toList();
    return IntStream.range(1, requests.size())
        .filter(i -> requests.get(i).nanoTime() - requests.get(i - 1).nanoTime() >= gap.toNanos())
        .count();
  }

  private String everyAnswerAboutIt() throws Exception {
    StringBuilder answers = new StringBuilder();
    for (String path : List.of("", "/config", "/status", "/tasks", "/offsets", "/topics")) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(connect.rest().uri() + "/connectors/" + connect.name() + path))
              .build();
      answers.append(
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
    return answers.toString();
  }

  /** A reference to a secret that the configuration does not show. */
  private static String secret(String key, String value) {
    try {
      Path file = Files.writeString(directory.resolve(key + ".properties"), key + "=" + value);
      return "${file:" + file + ":" + key + "}";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
