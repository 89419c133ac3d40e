package io.hyperflux.kafka.connect.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.Validation;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.ConnectorThreads;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import io.hyperflux.kafka.connect.support.OwnThread;
import io.hyperflux.kafka.connect.support.RawServer;
import io.hyperflux.kafka.connect.support.TinyApi;
import io.hyperflux.kafka.connect.support.TlsAlertServer;
import io.hyperflux.kafka.connect.support.WatchedProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Validation on the way to the API: names, connections, TLS, proxies, and bodies that never end.
 */
@Timeout(60)
class ConnectionCheckNetworkTest {
  private static final String PASSWORD = "proxy-do-not-print";
  private static final HeldCertificate CERTIFICATE =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
  private static final HandshakeCertificates SERVER =
      new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();

  private final FakeTaskClock clock = new FakeTaskClock();
  private Validation validation = new Validation(clock);
  @AutoClose private CapturedLog log;

  @BeforeEach
  void capture() {
    log = CapturedLog.ofConnector();
  }

  @AfterEach
  void nothingIsLeft() {
    ConnectorThreads.assertNoneIsLeft();
  }

  @Test
  void aCertificateThatIsNotTrustedIsAnError() {
    try (TinyApi api = TinyApi.https(SERVER)) {
      validation.put("hyperflux.api.url", api.url());
      assertThat(validation.errors()).containsOnlyKeys("http.ssl.truststore.location");
      assertThat(validation.errors().toString())
          .contains("no trusted connection")
          .contains("For a private CA set http.ssl.truststore.location");
      assertThat(api.requests()).isEmpty();

      validation.put("http.ssl.truststore.type", "PEM");
      validation.put("http.ssl.truststore.certificates", CERTIFICATE.certificatePem());
      assertThat(validation.errors()).as("tried anew with other settings").isEmpty();
      assertThat(api.requests()).hasSize(1);
    }
    assertThat(log.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"80, internal_error", "112, unrecognized_name"})
  void aServerInTroubleSaysNothingOfCertificates(int alert, String name) {
    try (TlsAlertServer server = new TlsAlertServer(2, alert)) {
      validation.put("hyperflux.api.url", server.url());

      assertThat(validation.errors()).isEmpty();
      assertThat(log.messages(Level.WARN))
          .singleElement()
          .asString()
          .contains("the server ended the TLS handshake: " + name);
    }
  }

  @Test
  void anEndInTheMiddleOfAHandshakeSaysNothingOfCertificates() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = OwnThread.run(() -> greetAndEnd(server));
      validation.put("hyperflux.api.url", "https://localhost:" + server.getLocalPort());

      assertThat(validation.errors()).isEmpty();
      assertThat(log.messages(Level.WARN))
          .singleElement()
          .asString()
          .contains("the server closed the connection in the TLS handshake");
      served.get();
    }
  }

  /** What a load balancer does whose backends are down. */
  private static void greetAndEnd(ServerSocket server) {
    try (Socket socket = server.accept()) {
      assertThat(socket.getInputStream().read(new byte[16_384])).isPositive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aProxyThatWantsAnotherLoginIsAnError(String scheme) {
    try (TinyApi api = scheme.equals("http") ? TinyApi.http() : TinyApi.https(SERVER);
        WatchedProxy proxy = WatchedProxy.withLogin("user", PASSWORD)) {
      validation
          .put("hyperflux.api.url", api.url())
          .put("http.proxy.url", proxy.url())
          .put("http.proxy.username", "user")
          .put("http.proxy.password", "wrong-" + PASSWORD);
      if (scheme.equals("https")) {
        validation.put("http.ssl.truststore.type", "PEM");
        validation.put("http.ssl.truststore.certificates", CERTIFICATE.certificatePem());
      }
      assertThat(validation.errors()).containsOnlyKeys("http.proxy.username");
      assertThat(validation.errors().toString())
          .contains("407", "Check http.proxy.username and http.proxy.password")
          .doesNotContain(PASSWORD);
      assertThat(api.requests()).isEmpty();

      validation.put("http.proxy.password", PASSWORD);
      assertThat(validation.errors()).isEmpty();
      assertThat(api.requests()).hasSize(1);
      assertThat(proxy.seen()).isNotEmpty();
    }
  }

  @Test
  void aProxyThatRefusesIsAWarning() {
    try (WatchedProxy proxy = WatchedProxy.open()) {
      proxy.refuseWith(403);
      validation.put("hyperflux.api.url", "https://localhost").put("http.proxy.url", proxy.url());

      assertThat(validation.errors()).isEmpty();
      assertThat(log.messages(Level.WARN)).singleElement().asString().contains("it answered 403");
    }
  }

  @Test
  void anApiThatIsDownIsAWarning() {
    TinyApi api = TinyApi.http();
    api.close();
    validation.put("hyperflux.api.url", "http://127.0.0.1:" + api.port());

    assertThat(validation.errors()).isEmpty();
    assertThat(log.messages(Level.WARN)).singleElement().asString().contains("Connection refused");
  }

  @Test
  void aNameThatNobodyKnowsIsAWarning() {
    validation.put("hyperflux.api.url", "https://no-such-host.invalid");

    assertThat(validation.errors()).isEmpty();
    assertThat(log.messages(Level.WARN))
        .singleElement()
        .asString()
        .contains("the host name no-such-host.invalid can't be resolved");
  }

  @Test
  void anApiThatNeverAnswersIsAWarningWithinTenSeconds() {
    assertThat(ConnectionCheck.LONGEST_REQUEST).isEqualTo(Duration.ofSeconds(9));
    validation = new Validation(clock, Duration.ofMillis(300));
    try (RawServer server = new RawServer(RawServer.text(""))) {
      validation.put("hyperflux.api.url", server.url());

      assertThat(validation.errors()).isEmpty();
      assertThat(log.messages(Level.WARN))
          .singleElement()
          .asString()
          .contains("took longer than 300 ms");
      await().until(() -> server.openConnections() == 0);
    }
  }

  @Test
  void theRestOfAListingIsNotRead() {
    try (RawServer server = new RawServer(endless("200 OK"))) {
      validation.put("hyperflux.api.url", server.url());

      assertThat(validation.errors()).isEmpty();
      assertThat(log.text()).as("no timeout either").isEmpty();
      await().until(() -> server.openConnections() == 0);
    }
  }

  @Test
  void ofARefusalThatNeverEndsOneKilobyteIsRead() {
    try (RawServer server = new RawServer(endless("401 Unauthorized"))) {
      validation.put("hyperflux.api.url", server.url());

      assertThat(validation.errors().get("hyperflux.api.key"))
          .singleElement()
          .asString()
          .contains("answered 401 Unauthorized. Check");
      await().until(() -> server.openConnections() == 0);
    }
  }

  @Test
  void wordsBeyondOneKilobyteAreLeftOut() {
    for (int length : new int[] {900, 1_024}) {
      String body = "{\"message\":\"Wrong\"," + " ".repeat(length) + "\"more\":1}";
      String answer =
          "HTTP/1.1 401 Unauthorized\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(body.length(), body);
      try (RawServer server = new RawServer(RawServer.text(answer))) {
        validation.put("hyperflux.api.url", server.url());

        String error = validation.errors().get("hyperflux.api.key").get(0);
        assertThat(error.contains("401 Unauthorized: Wrong. Check")).isEqualTo(length < 1_000);
      }
    }
  }

  @Test
  void aConnectionThatCouldBeUsedAgainIsClosed() {
    try (RawServer server =
        new RawServer(RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))) {
      validation.put("hyperflux.api.url", server.url());

      assertThat(validation.errors()).isEmpty();
      assertThat(server.requests()).isEqualTo(1);
      await().until(() -> server.openConnections() == 0);
    }
  }

  @Test
  void theSettingsMayHoldANull() {
    try (TinyApi api = TinyApi.http()) {
      api.answer(403, Map.of());
      validation.put("hyperflux.api.url", api.url()).put("errors.tolerance", null);

      assertThat(validation.errors()).containsOnlyKeys("hyperflux.api.key");
    }
  }

  private static RawServer.Script endless(String status) {
    return out -> {
      String head = "HTTP/1.1 " + status + "\r\nTransfer-Encoding: chunked\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      byte[] chunk = ("400\r\n" + " ".repeat(1_024) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      while (true) { // until the client is gone
        out.write(chunk);
      }
    };
  }
}
