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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The http.ssl.* settings, through the real task against real TLS servers. */
@Timeout(60)
class TlsTest {
  private static final String PASSWORD = "store-do-not-print";
  private static final HeldCertificate CA =
      new HeldCertificate.Builder().commonName("private CA").certificateAuthority(0).build();
  private static final HeldCertificate OTHER_CA =
      new HeldCertificate.Builder().commonName("unknown CA").certificateAuthority(0).build();

  @TempDir Path directory;

  private final Map<String, String> config =
      new HashMap<>(
          Map.of(
              "hyperflux.api.key", "FPSX-do-not-print",
              "poll.interval.ms", "100",
              "hyperflux.requests.per.minute", "60000",
              "retry.backoff.ms", "100",
              "retry.backoff.max.ms", "100"));
  private TinyApi api;
  private RunningTask task;

  @AfterEach
  void stop() {
    if (task != null) {
      task.close();
    }
    if (api != null) {
      api.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PEM", "PKCS12", "JKS"})
  void trustsAPrivateCa(String type) {
    serve(TinyApi.https(server("localhost", CA)));
    trust(type);

    assertThat(validate()).isEmpty();
    assertThat(start().pollUntil(1)).hasSize(1);
  }

  @Test
  void trustsACaWrittenIntoTheConfiguration() {
    serve(TinyApi.https(server("localhost", CA)));
    config.put("http.ssl.truststore.type", "PEM");
    config.put("http.ssl.truststore.certificates", CA.certificatePem());

    assertThat(start().pollUntil(1)).hasSize(1);
  }

  @Test
  void waitsForATrustedServer() {
    serve(TinyApi.https(server("localhost", OTHER_CA)));
    trust("PEM");
    start();
    assertThat(pollFor(Duration.ofSeconds(1))).isEmpty();
    assertThat(api.requests()).isEmpty();

    int port = api.port();
    api.close();
    api = TinyApi.httpsOn(port, server("localhost", CA));
    assertThat(task.pollUntil(1)).hasSize(1);
  }

  @Test
  void saysThatThereIsNoTrustedConnection() throws InterruptedException {
    serve(TinyApi.https(server("localhost", OTHER_CA)));

    for (boolean withTrustStore : new boolean[] {false, true}) {
      if (withTrustStore) {
        trust("PEM");
      }
      Failure failure = failure();
      assertThat(failure.kind()).isEqualTo(FailureKind.TLS);
      assertThat(failure.message()).contains("no trusted connection");
      assertThat(FailureAdvice.on(failure.kind())).contains("http.ssl.truststore.location");
    }
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void comparesTheHostNameUnlessToldNotTo() throws InterruptedException {
    serve(TinyApi.https(server("elsewhere.example", CA)));
    trust("PEM");
    Failure failure = failure();
    assertThat(failure.kind()).isEqualTo(FailureKind.TLS);
    assertThat(failure.message()).contains("no trusted connection").contains("localhost");
    assertThat(api.requests()).isEmpty();

    config.put("http.ssl.endpoint.identification.algorithm", "");
    assertThat(validate()).isEmpty();
    assertThat(start().pollUntil(1)).hasSize(1);
  }

  @Test
  void withoutHostNamesTheCaStillCounts() throws InterruptedException {
    serve(TinyApi.https(server("localhost", OTHER_CA)));
    trust("PEM");
    config.put("http.ssl.endpoint.identification.algorithm", "");

    assertThat(failure().kind()).isEqualTo(FailureKind.TLS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PEM", "PKCS12", "JKS"})
  void showsItsClientCertificate(String type) {
    serve(TinyApi.httpsForTrustedClients(server("localhost", CA)));
    trust("PEM");
    identify(type);

    assertThat(validate()).isEmpty();
    assertThat(start().pollUntil(1)).hasSize(1);
  }

  @Test
  void isRefusedWithoutAClientCertificate() throws InterruptedException {
    serve(TinyApi.httpsForTrustedClients(server("localhost", CA)));
    trust("PEM");

    // the alert may be lost when the server closes the connection behind it
    assertThat(failure().kind()).isIn(FailureKind.TLS, FailureKind.IO);
    start();
    assertThat(pollFor(Duration.ofMillis(500))).isEmpty();
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void usesTheseProtocolsAndCipherSuitesOnly() throws InterruptedException {
    serve(TinyApi.https(server("localhost", CA)));
    trust("PEM");
    config.put("http.ssl.enabled.protocols", "TLSv1.2");
    config.put("http.ssl.cipher.suites", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    assertThat(start().pollUntil(1)).hasSize(1);

    config.put("http.ssl.enabled.protocols", "TLSv1.3");
    assertThat(failure().kind()).isEqualTo(FailureKind.TLS);
  }

  @Test
  void leavesTheJvmAloneWithoutSettings() {
    config.put("hyperflux.api.url", "https://localhost");
    assertThat(new HyperfluxSourceConfig(config).apiSettings().tls()).isNull();

    trust("PEM");
    assertThat(new HyperfluxSourceConfig(config).apiSettings().tls()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"PKCS12,truststore", "JKS,truststore", "PKCS12,keystore", "JKS,keystore"})
  void tellsThatThePasswordIsWrong(String type, String store) {
    trust(type);
    identify(type);
    config.put("http.ssl." + store + ".password", "wrong-" + PASSWORD);

    refuses("http.ssl." + store + ".location", "http.ssl." + store + ".password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"truststore", "keystore"})
  void tellsThatTheTypeIsWrong(String store) {
    trust("PKCS12");
    identify("PKCS12");
    config.put("http.ssl." + store + ".type", "PEM");
    config.remove("http.ssl." + store + ".password");
    config.remove("http.ssl.key.password");
    refuses("http.ssl." + store + ".location", "http.ssl." + store + ".type");

    trust("PEM");
    identify("PEM");
    config.put("http.ssl." + store + ".type", "JKS");
    config.put("http.ssl." + store + ".password", PASSWORD);
    refuses("http.ssl." + store + ".location", "http.ssl." + store + ".type");

    config.put("http.ssl." + store + ".type", "nonsense");
    refuses("http.ssl." + store + ".location", "nonsense");
  }

  @ParameterizedTest
  @ValueSource(strings = {"truststore", "keystore"})
  void tellsThatTheFileIsMissing(String store) {
    trust("PKCS12");
    identify("PKCS12");
    String missing = directory.resolve("missing").toString();
    config.put("http.ssl." + store + ".location", missing);

    refuses("http.ssl." + store + ".location", missing + ": there is no such file");
  }

  @Test
  void tellsThatThePasswordIsMissing() {
    trust("PKCS12");
    config.remove("http.ssl.truststore.password");
    refuses("http.ssl.truststore.location", "http.ssl.truststore.password");

    trust("PKCS12");
    identify("PKCS12");
    config.remove("http.ssl.keystore.password");
    refuses("http.ssl.keystore.location", "http.ssl.keystore.password");
  }

  @Test
  void tellsThatAKeyInTheConfigurationIsWrong() {
    config.put("http.ssl.keystore.type", "PEM");
    config.put("http.ssl.keystore.key", PASSWORD);
    config.put("http.ssl.keystore.certificate.chain", PASSWORD);
    refuses("http.ssl.keystore.key", "No matching PRIVATE KEY entries in PEM file. Check");
  }

  private void serve(TinyApi server) {
    api = server;
    config.put("hyperflux.api.url", api.url());
  }

  private RunningTask start() {
    task = new RunningTask(new HyperfluxSourceTask(), new StoredOffsets(), config);
    return task;
  }

  private List<SourceRecord> pollFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return task.pollUntil(() -> System.nanoTime() > end);
  }

  /** What one request gives. */
  private Failure failure() throws InterruptedException {
    HyperfluxSourceConfig parsed = new HyperfluxSourceConfig(config);
    try (ApiClient client =
        new ApiClient(parsed.apiSettings(), new RequestThreads("tls"), TaskClock.system())) {
      var outcome =
          client.get(parsed.listings().get(0), new ListingReader()).await(Duration.ofSeconds(20));
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      return ((Outcome.Failed<?>) outcome).failure();
    }
  }

  /** Validation tells it on the key, and a task does not start and leaves nothing behind. */
  private void refuses(String key, String message) {
    Map<String, List<String>> errors = validate();
    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).singleElement().asString().contains(key).contains(message);
    assertThat(errors.toString()).doesNotContain(PASSWORD);

    assertThatThrownBy(this::start)
        .isInstanceOf(ConfigException.class)
        .hasMessage(errors.get(key).get(0));
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("hyperflux-under-test"));
  }

  private Map<String, List<String>> validate() {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : new HyperfluxSourceConnector().validate(config).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }

  /** Sets a trust store with the private CA. */
  private void trust(String type) {
    Path file = directory.resolve("trust." + type);
    if (type.equals("PEM")) {
      write(file, CA.certificatePem());
    } else {
      write(file, type, store -> store.setCertificateEntry("ca", CA.certificate()));
      config.put("http.ssl.truststore.password", PASSWORD);
    }
    config.put("http.ssl.truststore.type", type);
    config.put("http.ssl.truststore.location", file.toString());
    if (type.equals("PEM")) {
      config.remove("http.ssl.truststore.password");
    }
  }

  /** Sets a key store with a client certificate of the private CA. */
  private void identify(String type) {
    HeldCertificate client =
        new HeldCertificate.Builder().commonName("hyperflux").signedBy(CA).build();
    PrivateKey key = client.keyPair().getPrivate();
    Path file = directory.resolve("key." + type);
    config.put("http.ssl.keystore.type", type);
    config.put("http.ssl.keystore.location", file.toString());
    if (type.equals("PEM")) {
      write(file, client.privateKeyPkcs8Pem() + client.certificatePem());
      config.remove("http.ssl.keystore.password");
      config.remove("http.ssl.key.password");
    } else {
      Certificate[] chain = {client.certificate()};
      write(file, type, store -> store.setKeyEntry("me", key, PASSWORD.toCharArray(), chain));
      config.put("http.ssl.keystore.password", PASSWORD);
      config.put("http.ssl.key.password", PASSWORD);
    }
  }

  /** A server's certificate for a host, of a CA; clients are trusted if they are of ours. */
  private static HandshakeCertificates server(String host, HeldCertificate ca) {
    HeldCertificate own =
        new HeldCertificate.Builder().addSubjectAlternativeName(host).signedBy(ca).build();
    return new HandshakeCertificates.Builder()
        .heldCertificate(own, ca.certificate())
        .addTrustedCertificate(CA.certificate())
        .build();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void write(Path file, String type, Filling filling) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      filling.into(store);
      store.store(out, PASSWORD.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Filling {
    void into(KeyStore store) throws KeyStoreException;
  }
}
