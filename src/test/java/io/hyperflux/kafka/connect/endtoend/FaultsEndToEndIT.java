package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators rely on when things go wrong, on a real broker and a real worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class FaultsEndToEndIT {
  private static final String KEY = "FPSX-faults-end-to-end";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PROMPT = Duration.ofSeconds(2);

  @TempDir private static Path directory;

  private EmbeddedEnvironment environment;
  private ApiSimulator api;
  private String name;
  private String listing;
  private RecordCollector records;

  @BeforeAll
  void start() {
    environment =
        EmbeddedEnvironment.withChildWorker(
            EmbeddedOptions.defaults()
                .worker("config.providers", "file")
                .worker(
                    "config.providers.file.class",
                    "org.apache.kafka.common.config.provider.FileConfigProvider"));
  }

  @AfterAll
  void close() {
    if (environment != null) {
      environment.close();
    }
  }

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    name = test.getTestMethod().orElseThrow().getName();
    listing = "/v1/ai/" + name;
    api = new ApiSimulator(KEY);
    records = new RecordCollector(environment.bootstrapServers(), name);
  }

  @AfterEach
  void cleanUp() {
    if (rest().connectors().contains(name)) {
      rest().delete(name);
    }
    records.close();
    api.close();
    assertThat(environment.workerLog().lines())
        .noneMatch(line -> line.contains("Graceful stop of task") && line.contains("failed"));
  }

  @Test
  void anOverloadedApiIsLeftAloneAsLongAsItAsks() {
    api.put(listing, "a", "IN_PROGRESS");
    create(Map.of());
    records.awaitCount(1, PATIENCE);

    api.respond(listing, 2, 503, Map.of("Retry-After", "3"), "{\"message\":\"Later\"}");
    api.put(listing, "a", "COMPLETED");
    records.awaitCount(2, PATIENCE);
    assertThat(records.readToEnd()).hasSize(2);
    assertThat(gapsOfAtLeast(Duration.ofSeconds(3))).isEqualTo(2);
    assertThat(environment.workerLog())
        .contains("GET " + listing + " answered 503 Service Unavailable: Later")
        .contains("The API answers again");
  }

  @Test
  void deletingIsPromptWhileARequestHangs() {
    createAndHang();
    rest().delete(name);
    awaitStopped();
  }

  @Test
  void stoppingAndReconfiguringArePromptWhileARequestHangs() {
    createAndHang();
    rest().stop(name);
    awaitStopped();

    long requests = api.requests(listing);
    rest().resume(name);
    await().atMost(PATIENCE).until(() -> api.requests(listing) > requests);
    create(Map.of("poll.interval.ms", "300"));
    await().atMost(PROMPT).until(() -> countInLog("Stopped watching " + listing) == 2);
  }

  @Test
  void pausingIsPromptWhileARequestHangsAndNoRequestComesThen() {
    createAndHang();
    rest().pause(name);
    await().atMost(PROMPT).until(() -> rest().status(name).isAll("PAUSED"));
    api.recover();
    long requests = api.requests(listing);
    // ten intervals: nothing to wait for but that nothing comes
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .until(() -> api.requests(listing) == requests);

    rest().resume(name);
    records.awaitCount(1, PATIENCE);
  }

  @Test
  void deletingIsPromptWhileAHundredThousandRecordsAreHandedOut() {
    api.raw(
        listing,
        IntStream.range(0, 100_000)
            .mapToObj(i -> "{\"task_id\":\"task-%d\",\"status\":\"CREATED\"}".formatted(i))
            .collect(Collectors.joining(",", "{\"data\":[", "]}")));
    create(Map.of("batch.max.records", "500"));
    records.awaitCount(1, PATIENCE);

    rest().delete(name);
    awaitStopped();
    assertThat(records.readToEnd()).hasSizeLessThan(100_000);
  }

  /** A task that held the shutdown up would be told as one whose graceful stop failed. */
  @Test
  void workerShutdownIsPromptWhileARequestHangs() {
    createAndHang();
    environment.stopWorker();
    assertThat(countInLog("Stopped watching " + listing)).isEqualTo(1);
    api.recover();
    environment.startWorker();

    records.awaitCount(1, PATIENCE);
  }

  @Test
  void theOtherHostOfARedirectGetsNothing() throws IOException {
    try (ApiSimulator other = new ApiSimulator(KEY)) {
      api.respond(listing, 9, 302, Map.of("Location", other.url() + listing), "");
      create(Map.of());

      assertThat(rest().awaitTaskFailed(name))
          .contains(" to " + other.url() + listing)
          .contains("hyperflux.api.url");
      assertThat(other.requests()).isEmpty();
      assertThat(api.requests(listing)).isEqualTo(2);
    }
  }

  @Test
  void theKeyIsNowhereEvenWithTheRootLoggerAtTrace() throws Exception {
    api.put(listing, "a", "IN_PROGRESS");
    rest().setLogLevel("root", "TRACE");
    try {
      create(Map.of("hyperflux.api.key", secret("right", KEY)));
      records.awaitCount(1, PATIENCE);
      long polls = api.requests(listing);
      await().atMost(PATIENCE).until(() -> api.requests(listing) > polls + 2);
      String answers = everyAnswerAboutIt();

      create(
          Map.of(
              "hyperflux.api.key",
              secret("wrong", "FPSX-wrong-key"),
              "retry.refused.timeout.ms",
              "2000"));
      rest().awaitTaskFailed(name);
      answers += everyAnswerAboutIt();

      assertThat(answers).contains("hyperflux.api.key").doesNotContain(KEY, "FPSX-wrong-key");
    } finally {
      rest().setLogLevel("root", "INFO");
    }
    List<String> lines = environment.workerLog().lines().toList();
    assertThat(lines)
        .as("HttpClient's own logging was on")
        .anyMatch(l -> l.contains("org.apache.hc."));
    assertThat(lines).noneMatch(l -> l.contains(KEY) || l.contains("FPSX-wrong-key"));
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
      create(
          Map.of(
              "hyperflux.api.url", secure.url(),
              "http.ssl.truststore.type", "PEM",
              "http.ssl.truststore.certificates", ca.certificatePem(),
              "http.ssl.keystore.type", "PEM",
              "http.ssl.keystore.certificate.chain", client.certificatePem(),
              "http.ssl.keystore.key", client.privateKeyPkcs8Pem()));

      assertThat(records.awaitCount(1, PATIENCE).get(0).key()).isEqualTo("a");
    }
  }

  @Test
  void aProxyWithALoginThatIsInNoLogEvenAtTrace() {
    String password = "proxy-do-not-print";
    HeldCertificate server =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder().heldCertificate(server).build();
    rest().setLogLevel("root", "TRACE");
    try (TinyApi secure = TinyApi.https(certificates);
        WatchedProxy proxy = WatchedProxy.withLogin("watcher", password)) {
      create(
          Map.of(
              "hyperflux.api.url", secure.url(),
              "http.ssl.truststore.type", "PEM",
              "http.ssl.truststore.certificates", server.certificatePem(),
              "http.proxy.url", proxy.url(),
              "http.proxy.username", "watcher",
              "http.proxy.password", secret("proxy", password)));

      records.awaitCount(1, PATIENCE);
      assertThat(proxy.seen()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT localhost:"));
      assertThat(proxy.seen().toString()).doesNotContain(KEY);
    } finally {
      rest().setLogLevel("root", "INFO");
    }
    String encoded =
        Base64.getEncoder()
            .encodeToString(("watcher:" + password).getBytes(StandardCharsets.UTF_8));
    assertThat(environment.workerLog().lines())
        .noneMatch(line -> line.contains(password) || line.contains(encoded));
  }

  @Test
  void restartingTheTaskLeavesNothingBehind() {
    api.put(listing, "a", "IN_PROGRESS");
    create(Map.of());
    records.awaitCount(1, PATIENCE);
    for (int i = 1; i <= 5; i++) {
      rest().restart(name);
      int restarts = i;
      await().atMost(PATIENCE).until(() -> countInLog("Stopped watching " + listing) == restarts);
      long requests = api.requests(listing);
      await().atMost(PATIENCE).until(() -> api.requests(listing) > requests + 1);
    }

    String threads = environment.workers().get(0).threadDump();
    // one sends requests, one watches their deadlines
    assertThat(threads.lines().filter(line -> line.contains("\"hyperflux-" + name + "-")))
        .hasSizeBetween(1, 2);
    assertThat(threads).doesNotContain(KEY);
    assertThat(records.readToEnd()).hasSize(1);
  }

  private void createAndHang() {
    api.put(listing, "a", "IN_PROGRESS");
    api.hang();
    create(Map.of());
    await().atMost(PATIENCE).until(() -> api.requests(listing) == 1);
  }

  private void awaitStopped() {
    await().atMost(PROMPT).until(() -> countInLog("Stopped watching " + listing) == 1);
  }

  private long countInLog(String text) {
    return environment.workerLog().lines().filter(line -> line.contains(text)).count();
  }

  private long gapsOfAtLeast(Duration gap) {
    List<ApiSimulator.Request> requests =
        api.requests().stream().filter(request -> request.path().equals(listing)).toList();
    return IntStream.range(1, requests.size())
        .filter(i -> requests.get(i).nanoTime() - requests.get(i - 1).nanoTime() >= gap.toNanos())
        .count();
  }

  private String everyAnswerAboutIt() throws Exception {
    StringBuilder answers = new StringBuilder();
    for (String path : List.of("", "/config", "/status", "/tasks", "/offsets", "/topics")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(rest().uri() + "/connectors/" + name + path)).build();
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

  private ConnectRest rest() {
    return environment.rest();
  }

  private void create(Map<String, String> settings) {
    Map<String, String> config = ConnectorConfig.of(name, api.url(), KEY);
    config.put("hyperflux.listings", listing);
    config.putAll(settings);
    rest().createConnector(name, config);
  }
}
