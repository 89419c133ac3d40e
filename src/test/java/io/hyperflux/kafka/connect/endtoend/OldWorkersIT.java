package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import io.hyperflux.kafka.connect.config.Version;
import io.hyperflux.kafka.connect.metrics.ToldMetrics;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import io.hyperflux.kafka.connect.support.ExporterAgent;
import io.hyperflux.kafka.connect.support.OtherVersions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import io.hyperflux.kafka.connect.support.TinyApi;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same plugin zip on workers from Kafka 3.7 on, each in a JVM of its own with its own version's
 * jars, all at one broker of the newest version. Only with {@code -Pold-workers}. Each test starts
 * and stops a worker, so that the environment is not {@code ConnectExtension}'s.
 */
@Tag("old-workers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
public class OldWorkersIT {
  private static final String KEY = "FPSX-old-workers";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ExporterAgent exporter = ToldMetrics.exporter();
  @AutoClose private EmbeddedEnvironment environment;

  @BeforeAll
  void start() {
    environment =
        EmbeddedEnvironment.inJvm(
            EmbeddedOptions.defaults().workers(0).moreWorkerJvm(exporter.jvmOption()));
  }

  @ParameterizedTest(name = "{0} with plugin.discovery={1}")
  @CsvSource({
    "3.7.2, service_load", "3.7.2, hybrid_warn",
    "3.9.2, service_load", "3.9.2, hybrid_warn",
    "4.0.0, service_load", "4.0.0, hybrid_warn",
    "4.1.1, service_load", "4.1.1, hybrid_warn",
    "4.3.1, service_load", "4.3.1, hybrid_warn"
  })
  void runs(String version, String discovery) throws IOException, InterruptedException {
    String name = "worker-" + version + "-" + discovery;
    EmbeddedWorker worker =
        environment.startOtherWorker(
            name, Map.of("plugin.discovery", discovery), OtherVersions.classPath(version));
    try (ApiSimulator api = new ApiSimulator(KEY)) {
      assertThat(worker.rest().workerVersion()).isEqualTo(version);
      listsThePluginOnce(worker.rest());
      tellsErrorsPerField(worker.rest(), config(name, api.url()));
      producesAndRepeatsNothingAfterARestart(worker, name, api);
      asksWithTlsSettings(worker.rest(), name + "-tls");
      if (discovery.equals("service_load")) {
        new ToldMetrics(
                worker,
                hasPluginMetrics(version) ? "kafka.connect" : "io.hyperflux.kafka.connect",
                name + "-metrics")
            .check(exporter);
      }
    } finally {
      worker.stop();
    }
    assertThat(worker.log()).contains("Stopped watching " + listing(name));
    assertThat(worker.log().lines().filter(line -> !line.contains("-metrics|task-")))
        .noneMatch(line -> line.matches("\\S+ ERROR .*"))
        .noneMatch(line -> line.matches(".*(NoSuch\\w+|NoClassDefFound|Linkage)Error.*"))
        .noneMatch(line -> line.matches("\\S+ WARN .*io\\.hyperflux.*"));
    assertThat(worker.log().contains("has no metrics for plugins"))
        .isEqualTo(!hasPluginMetrics(version));
  }

  /** They came with 4.1. */
  private static boolean hasPluginMetrics(String version) {
    return !version.startsWith("3.") && !version.startsWith("4.0.");
  }

  private static void listsThePluginOnce(ConnectRest rest) {
    assertThat(rest.connectorPlugins())
        .filteredOn(
            plugin ->
                plugin.path("class").asText().equals(HyperfluxSourceConnector.class.getName()))
        .extracting(plugin -> plugin.path("type").asText() + " " + plugin.path("version").asText())
        .containsExactly("source " + Version.current());
  }

  private static void tellsErrorsPerField(ConnectRest rest, Map<String, String> good) {
    assertThat(rest.validate(good)).isEmpty();
    Map<String, String> refused = new HashMap<>(good);
    refused.put("validate.connection", "true");
    refused.put("hyperflux.api.key", "FPSX-wrong");
    assertThat(rest.validate(refused)).containsOnlyKeys("hyperflux.api.key");
    Map<String, String> bad = new HashMap<>(good);
    bad.putAll(
        Map.of(
            "hyperflux.api.url", "nonsense",
            "hyperflux.api.key", " ",
            "poll.interval.ms", "5",
            "http.ssl.truststore.location", "/no/such/file.pem"));
    assertThat(rest.validate(bad))
        .containsOnlyKeys(
            "hyperflux.api.url",
            "hyperflux.api.key",
            "poll.interval.ms",
            "http.ssl.truststore.location");
  }

  private void producesAndRepeatsNothingAfterARestart(
      EmbeddedWorker worker, String name, ApiSimulator api) {
    String listing = listing(name);
    api.put(listing, "a", "IN_PROGRESS");
    api.put(listing, "b", "COMPLETED");
    try (RecordCollector records = new RecordCollector(environment.bootstrapServers(), name)) {
      worker.rest().createConnector(name, config(name, api.url()));
      records.awaitCount(2, PATIENCE);

      worker.stop();
      api.put(listing, "a", "FAILED");
      worker.start();
      records.awaitCount(3, PATIENCE);
      worker.rest().restart(name);
      awaitPolls(api, listing, 5);
      assertThat(records.readToEnd().stream().map(CollectedRecord::change))
          .containsExactlyInAnyOrder(
              "a: null -> IN_PROGRESS", "b: null -> COMPLETED", "a: IN_PROGRESS -> FAILED");
    }
    assertThat(slots(worker.rest(), name))
        .containsExactlyInAnyOrder(listing + "#0", listing + "#1");
    worker.rest().delete(name);
  }

  private void asksWithTlsSettings(ConnectRest rest, String name) {
    HeldCertificate server =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder().heldCertificate(server).build();
    try (TinyApi secure = TinyApi.https(certificates);
        RecordCollector records = new RecordCollector(environment.bootstrapServers(), name)) {
      Map<String, String> config = config(name, secure.url());
      config.put("http.ssl.protocol", "TLSv1.3");
      config.put("http.ssl.truststore.type", "PEM");
      config.put("http.ssl.truststore.certificates", server.certificatePem());
      rest.createConnector(name, config);
      assertThat(records.awaitCount(1, PATIENCE).get(0).key()).isEqualTo("a");
      rest.delete(name);
    }
  }

  private static List<String> slots(ConnectRest rest, String name) {
    await().atMost(PATIENCE).until(() -> rest.offsets(name).path("offsets").size() >= 2);
    JsonNode offsets = rest.offsets(name).path("offsets");
    return offsets.findValuesAsText("slot");
  }

  private static void awaitPolls(ApiSimulator api, String listing, int more) {
    long before = api.requests(listing);
    await().atMost(PATIENCE).until(() -> api.requests(listing) > before + more);
  }

  private static String listing(String name) {
    return "/v1/ai/" + name;
  }

  private static Map<String, String> config(String name, String url) {
    Map<String, String> config = ConnectorConfig.of(name, url, KEY);
    config.put("name", name);
    config.put("hyperflux.listings", listing(name));
    return config;
  }
}
