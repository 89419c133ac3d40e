package io.hyperflux.kafka.connect.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.json.ListingEntries;
import io.hyperflux.kafka.connect.api.json.ListingReader;
import io.hyperflux.kafka.connect.support.ForgetfulNat;
import io.hyperflux.kafka.connect.support.RawServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a request goes over a connection that is there, and when over a new one. */
@Timeout(60)
class ConnectionReuseTest {
  private static final String LISTING = answer("200 OK", Asking.LISTING);
  private static final String MISDIRECTED = answer("421 Misdirected", "{}");

  private volatile Instant now = Asking.NOW;

  @Test
  void requestsWithinSecondsShareAConnection() throws InterruptedException {
    try (RawServer server = new RawServer(RawServer.text(LISTING));
        ApiClient client = Asking.client(server.url(), null, () -> now)) {
      for (int i = 0; i < 20; i++) {
        assertThat(Asking.listed(Asking.ask(client))).isEqualTo("[a=COMPLETED]");
        now = now.plusSeconds(4);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** Backwards too: a clock that was set says nothing of how long a connection was idle. */
  @ParameterizedTest
  @ValueSource(longs = {6, 10, 3_600, -1})
  void oneThatWasIdleForLongerIsNotTrusted(long seconds) throws InterruptedException {
    try (RawServer server = new RawServer(RawServer.text(LISTING));
        ForgetfulNat nat = new ForgetfulNat(URI.create(server.url()).getPort());
        ApiClient client = Asking.client("http://127.0.0.1:" + nat.port(), null, () -> now)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(Asking.listed(Asking.ask(client))).isEqualTo("[a=COMPLETED]");
        assertThat(nat.connections()).isEqualTo(i);
        nat.forget();
        now = now.plusSeconds(seconds);
      }
    }
  }

  @Test
  void aForgottenConnectionCostsOneTimeoutAtMost() throws InterruptedException {
    try (RawServer server = new RawServer(RawServer.text(LISTING));
        ForgetfulNat nat = new ForgetfulNat(URI.create(server.url()).getPort());
        ApiClient client = Asking.client("http://127.0.0.1:" + nat.port(), null, () -> now)) {
      assertThat(Asking.listed(Asking.ask(client))).isEqualTo("[a=COMPLETED]");
      nat.forget();
      assertThat(Asking.failure(Asking.ask(client)).kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(Asking.listed(Asking.ask(client))).isEqualTo("[a=COMPLETED]");
    }
  }

  @Test
  void aMisdirectedRequestIsSentAgainOverAnotherConnection() throws InterruptedException {
    try (RawServer server = new RawServer(inTurn(LISTING, MISDIRECTED, LISTING));
        ApiClient client = Asking.client(server.url())) {
      Asking.ask(client);
      assertThat(Asking.listed(Asking.ask(client))).isEqualTo("[a=COMPLETED]");
      assertThat(server.requests()).isEqualTo(3);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void thatDoesNotWaitForTheBody() throws InterruptedException {
    String endless = "HTTP/1.1 421 Misdirected\r\nContent-Length: 99\r\n\r\n{";
    try (RawServer server = new RawServer(inTurn(endless, LISTING));
        ApiClient client = Asking.client(server.url())) {
      assertThat(Asking.listed(Asking.ask(client))).isEqualTo("[a=COMPLETED]");
    }
  }

  @Test
  void noneOfTheConnectionsFromBeforeIsUsedForIt() throws InterruptedException {
    try (RawServer server = new RawServer(inTurn(LISTING, LISTING, MISDIRECTED, LISTING, LISTING));
        ApiClient client = Asking.client(server.url())) {
      Exchange<ListingEntries> one = client.get(Asking.PATH, new ListingReader());
      Exchange<ListingEntries> other = client.get(Asking.PATH, new ListingReader());
      one.await(Duration.ofSeconds(20));
      other.await(Duration.ofSeconds(20));
      int before = server.connections();

      assertThat(Asking.listed(Asking.ask(client))).isEqualTo("[a=COMPLETED]");
      assertThat(server.connections()).isEqualTo(before + 1);
    }
  }

  @Test
  void oneThatIsMisdirectedTwiceIsRefused() throws InterruptedException {
    try (RawServer server = new RawServer(RawServer.text(MISDIRECTED));
        ApiClient client = Asking.client(server.url())) {
      Failure failure = Asking.failure(Asking.ask(client));

      assertThat(failure.kind()).isEqualTo(FailureClassifier.ofStatus(421));
      assertThat(failure.message()).isEqualTo("GET /tasks answered 421 Misdirected");
      assertThat(server.requests()).isEqualTo(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void theDeadlineIsOneForBoth() throws InterruptedException {
    try (RawServer server = new RawServer(inTurn(MISDIRECTED, ""));
        ApiClient client = Asking.client(server.url())) {
      assertThat(Asking.failure(Asking.ask(client)).message())
          .isEqualTo("GET /tasks took longer than 2000 ms");
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  private static RawServer.Script inTurn(String... answers) {
    AtomicInteger next = new AtomicInteger();
    return out -> RawServer.text(answers[next.getAndIncrement()]).answer(out);
  }

  private static String answer(String status, String body) {
    return "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
  }
}
