package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.ConnectorThreads;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import io.hyperflux.kafka.connect.support.RawServer;
import io.hyperflux.kafka.connect.support.RunningTask;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults below HTTP, seen through the real task over real sockets. */
@Timeout(120)
class NetworkFaultsTest {
  private static final String KEY = "FPSX-do-not-print";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String BODY = "{\"data\":[{\"task_id\":\"a\",\"status\":\"CREATED\"}]}";

  private final FakeTaskClock clock = new FakeTaskClock();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  static Stream<Arguments> faults() {
    String half = BODY.substring(0, 20);
    return Stream.of(
        Arguments.of("hangs", RawServer.text(""), "took longer than 500 ms"),
        Arguments.of("hangs in the head", RawServer.text(OK), "took longer than 500 ms"),
        Arguments.of("hangs in the body", RawServer.text(OK + length() + half), "took longer"),
        Arguments.of("drips its head", drip(OK + "X-Long: " + "x".repeat(1_000)), "took longer"),
        Arguments.of(
            "drips its body", drip(OK + length() + " ".repeat(500) + BODY), "took longer than 500"),
        Arguments.of(
            "drips chunks",
            drip(OK + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\n \r\n".repeat(500)),
            "took longer than 500 ms"),
        Arguments.of(
            "hangs behind a whole listing",
            RawServer.text(OK + "Transfer-Encoding: chunked\r\n\r\n2f\r\n" + BODY + "\r\n"),
            "took longer than 500 ms"),
        Arguments.of(
            "says 429 and hangs",
            RawServer.text("HTTP/1.1 429 Slow down\r\nContent-Length: 99\r\n\r\n{"),
            "answered 429 Slow down"),
        Arguments.of("cuts its body", RawServer.textAndEnd(OK + length() + half), "was cut"),
        Arguments.of(
            "cuts its chunks",
            RawServer.textAndEnd(OK + "Transfer-Encoding: chunked\r\n\r\n14\r\n" + half + "\r\n"),
            "was cut"),
        Arguments.of(
            "cuts its head", RawServer.textAndEnd("HTTP/1.1 200 OK\r\nX: "), "can't be used"),
        Arguments.of("closes at once", RawServer.textAndEnd(""), "server closed the connection"),
        Arguments.of(
            "speaks no HTTP", RawServer.textAndEnd("220 smtp ready\r\n\r\n"), "not valid HTTP"));
  }

  @ParameterizedTest(name = "a server that {0}")
  @MethodSource("faults")
  void isRetriedAndLeavesNoConnection(String name, RawServer.Script fault, String words) {
    RawServer server = server(fault);
    try (CapturedLog log = CapturedLog.ofConnector()) {
      RunningTask task = start(server.url(), Map.of());
      assertThat(task.pollUntil(() -> server.requests() >= 2)).isEmpty();
      task.close();

      assertThat(log.messages(Level.WARN)).first().asString().contains(words);
      assertThat(log.stackTraces()).isZero();
    }
    await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    ConnectorThreads.assertNoneIsLeft();
  }

  @Test
  void aRefusedConnectionIsRetried() throws IOException {
    int port;
    try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = reserved.getLocalPort();
    }
    assertThat(firstWarning("http://127.0.0.1:" + port))
        .contains("Connection refused")
        .contains("Check hyperflux.api.url");
  }

  @Test
  void anUnknownHostIsRetried() {
    assertThat(firstWarning("https://api.hyperflux.invalid"))
        .contains("the host name api.hyperflux.invalid")
        .contains("can't be resolved")
        .contains("Check hyperflux.api.url");
  }

  @Test
  void aServerThatDoesNotSpeakTlsIsRetried() {
    WireMockServer plain = new WireMockServer(0);
    open.add(plain::stop);
    plain.start();
    assertThat(firstWarning("https://localhost:" + plain.port())).contains("no trusted connection");
  }

  @Test
  void connectingHasATimeoutOfItsOwn() throws IOException {
    ServerSocket full = fullServer();
    assertThat(
            firstWarning(
                "http://127.0.0.1:" + full.getLocalPort(),
                "http.connect.timeout.ms",
                "300",
                "http.request.timeout.ms",
                "20000"))
        .contains("connecting took too long");
  }

  @Test
  void stopsPromptlyWhileConnecting() throws IOException {
    ServerSocket full = fullServer();
    RunningTask task =
        start(
            "http://127.0.0.1:" + full.getLocalPort(),
            Map.of("http.connect.timeout.ms", "60000", "http.request.timeout.ms", "60000"));
    assertStopsPromptly(task);
  }

  @ParameterizedTest(name = "while a server {0}")
  @MethodSource("faults")
  void stopsPromptly(String name, RawServer.Script fault, String words) {
    RawServer server = server(fault);
    RunningTask task = start(server.url(), Map.of("http.request.timeout.ms", "60000"));
    task.pollUntil(() -> server.requests() >= 1);
    assertStopsPromptly(task);
    await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
  }

  @Test
  void stopsPromptlyDuringATlsHandshake() {
    RawServer silent = server(RawServer.text(""));
    RunningTask task =
        start(
            silent.url().replace("http:", "https:"),
            Map.of("http.connect.timeout.ms", "60000", "http.request.timeout.ms", "60000"));
    await().pollInSameThread().until(() -> task.poll().isEmpty() && silent.openConnections() == 1);
    assertStopsPromptly(task);
    await().untilAsserted(() -> assertThat(silent.openConnections()).isZero());
  }

  /** The retries' delays pass at once on the fake clock; everything else is real. */
  @Test
  void tenThousandFaultyPollsLeaveNoConnectionAndNoThread() {
    List<String> answers =
        List.of(
            "HTTP/1.1 503 Later\r\nContent-Length: 3\r\n\r\nbye",
            OK + "Content-Length: 4\r\n\r\n[{}]",
            "HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbye\r\n0\r\n\r\n",
            OK + length() + "{\"data\":",
            "",
            "HTTP/1.1 204 Nothing\r\n\r\n",
            "HTTP/1.1 429 Slow\r\nContent-Length: 50000\r\n\r\n" + "x".repeat(50_000));
    AtomicInteger next = new AtomicInteger();
    RawServer server =
        server(
            out -> {
              int i = next.getAndIncrement() % answers.size();
              boolean cut = i == 3 || i == 4;
              (cut ? RawServer.textAndEnd(answers.get(i)) : RawServer.text(answers.get(i)))
                  .answer(out);
            });
    try (CapturedLog log = CapturedLog.ofConnector()) {
      RunningTask task = start(server.url(), Map.of("http.request.timeout.ms", "10000"));
      while (server.requests() < 10_000) {
        assertThat(task.poll()).isEmpty();
      }
      assertThat(server.openConnections()).isLessThanOrEqualTo(1);
      task.close();
      assertThat(log.stackTraces()).isZero();
    }
    await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    ConnectorThreads.assertNoneIsLeft();
  }

  @Test
  void theKeyIsInNoLogEvenAtTrace() {
    RawServer server = server(RawServer.text(OK + length() + BODY));
    try (CapturedLog http = new CapturedLog("org.apache.hc", Level.TRACE);
        CapturedLog own = new CapturedLog("io.hyperflux", Level.TRACE)) {
      RunningTask task = start(server.url(), Map.of());
      task.pollUntil(1);
      task.pollUntil(() -> server.requests() >= 3);
      task.close();

      assertThat(http.text()).as("HttpClient's own logging is on").contains("endpoint leased");
      assertThat(http.text() + own.text())
          .doesNotContain(KEY)
          .doesNotContain("x-freepik-api-key: ")
          .doesNotContain("CREATED");
    }
  }

  private String firstWarning(String url, String... settings) {
    Map<String, String> more = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      more.put(settings[i], settings[i + 1]);
    }
    more.putIfAbsent("http.request.timeout.ms", "20000");
    try (CapturedLog log = CapturedLog.ofConnector()) {
      RunningTask task = start(url, more);
      task.pollUntil(() -> !log.messages(Level.WARN).isEmpty());
      task.close();
      return log.messages(Level.WARN).get(0);
    }
  }

  private void assertStopsPromptly(RunningTask task) {
    assertThat(timeOf(task::poll)).isLessThan(Duration.ofSeconds(1));
    assertThat(timeOf(task::close)).isLessThan(Duration.ofMillis(1_500));
    ConnectorThreads.assertNoneIsLeft();
  }

  private RawServer server(RawServer.Script script) {
    RawServer server = new RawServer(script);
    open.add(server);
    return server;
  }

  /** Its queue of connections is full, so that connecting to it hangs. */
  private ServerSocket fullServer() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.add(server);
    for (int i = 0; i < 3; i++) {
      Socket socket = new Socket();
      open.add(socket);
      try {
        socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
      } catch (java.net.SocketTimeoutException queueIsFull) {
        break;
      }
    }
    return server;
  }

  private RunningTask start(String url, Map<String, String> settings) {
    Map<String, String> config =
        new HashMap<>(
            Map.of(
                "hyperflux.api.key",
                KEY,
                "hyperflux.api.url",
                url,
                "http.request.timeout.ms",
                "500",
                "retry.backoff.max.ms",
                "1000"));
    config.putAll(settings);
    RunningTask task = new RunningTask(new HyperfluxSourceTask(clock), new StoredOffsets(), config);
    open.add(task);
    return task;
  }

  private static RawServer.Script drip(String text) {
    return out -> {
      for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
        out.write(b);
        out.flush();
        Thread.sleep(100);
      }
    };
  }

  private static String length() {
    return "Content-Length: " + BODY.length() + "\r\n\r\n";
  }

  private static Duration timeOf(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
