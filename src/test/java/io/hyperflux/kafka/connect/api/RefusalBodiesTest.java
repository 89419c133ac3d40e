package io.hyperflux.kafka.connect.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.RawServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A refusal is what its status line says, whatever is wrong with the layers of its body. */
@Timeout(60)
class RefusalBodiesTest {
  private static final byte[] WORDS = Asking.bytes("{\"message\":\"Go away\"}");
  private static final List<Integer> STATUSES = List.of(401, 404, 429, 503);

  private record Answer(String headers, String body, boolean ends) {
    Answer(String headers, byte[] body) {
      this(headers, body, true);
    }

    Answer(String headers, byte[] body, boolean ends) {
      this(headers, new String(body, StandardCharsets.ISO_8859_1), ends);
    }

    @Override
    public String toString() {
      return headers.strip().replace("\r\n", ", ");
    }
  }

  private static Stream<Answer> broken() {
    byte[] zipped = Asking.gzip(WORDS);
    byte[] garbled = zipped.clone();
    Arrays.fill(garbled, 10, garbled.length, (byte) 0xff);
    return Stream.of(
        encoded("br", WORDS),
        encoded("zstd, gzip", WORDS),
        encoded("gzip", WORDS),
        encoded("gzip", garbled),
        encoded("gzip", new byte[0]),
        encoded("gzip", new byte[] {0x1f}),
        encoded("gzip", Arrays.copyOf(zipped, zipped.length / 2)),
        encoded("deflate", WORDS),
        encoded("gzip, ".repeat(50) + "gzip", zipped),
        new Answer("Content-Encoding: gzip\r\nContent-Length: 900\r\n", zipped),
        new Answer("Content-Length: 900\r\n", WORDS),
        new Answer("Content-Length: 900\r\n", WORDS, false),
        new Answer("Content-Length: nonsense\r\n", WORDS, false),
        new Answer("Content-Length: -1\r\n", WORDS, false),
        new Answer("Content-Length: 3\r\nContent-Length: 4\r\n", WORDS, false),
        new Answer("Transfer-Encoding: zip\r\n", WORDS, false),
        new Answer("Transfer-Encoding: gzip, chunked\r\n", zipped, false),
        new Answer("Transfer-Encoding: chunked\r\n", WORDS),
        new Answer("Transfer-Encoding: chunked\r\n", Asking.bytes("3\r\nab")),
        new Answer("Transfer-Encoding: chunked\r\n", Asking.bytes("ffffffffffffffffff\r\nab")),
        new Answer("Content-Type: no type at all;;charset=none\r\n", WORDS),
        new Answer("Content-Type: application/json; charset=no-such\r\n", WORDS));
  }

  private static Answer encoded(String coding, byte[] body) {
    return new Answer(
        "Content-Encoding: " + coding + "\r\nContent-Length: " + body.length + "\r\n", body, false);
  }

  static Stream<Arguments> refusals() {
    return broken().flatMap(body -> STATUSES.stream().map(status -> Arguments.of(status, body)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("refusals")
  void countsByItsStatusLine(int status, Answer answer) throws InterruptedException {
    Failure failure = Asking.failure(Asking.answered(script(status, answer)));

    assertThat(failure.kind()).isEqualTo(FailureClassifier.ofStatus(status));
    assertThat(failure.message()).startsWith("GET /tasks answered " + status + " Said");
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(10));
  }

  static Stream<Answer> whole() {
    byte[] zipped = Asking.gzip(WORDS);
    return Stream.of(
        encoded("gzip", zipped),
        encoded("X-GZIP", zipped),
        encoded("identity", WORDS),
        encoded("none", WORDS),
        encoded("utf-8", WORDS),
        new Answer("Content-Encoding: gzip\r\n", zipped));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void keepsItsWords(Answer answer) throws InterruptedException {
    assertThat(Asking.failure(Asking.answered(script(401, answer))).message())
        .isEqualTo("GET /tasks answered 401 Said: Go away");
  }

  static Stream<Answer> ofProxies() {
    return Stream.of(
        new Answer("Content-Length: 900\r\n", WORDS),
        new Answer("Content-Length: 900\r\n", WORDS, false),
        new Answer("Content-Length: 50000\r\n", new byte[50_000], false),
        new Answer("Transfer-Encoding: zip\r\n", WORDS, false),
        new Answer("Content-Length: nonsense\r\n", WORDS, false),
        encoded("br", WORDS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofProxies")
  void soDoesAProxys(Answer answer) throws InterruptedException {
    for (int status : new int[] {407, 503}) {
      try (RawServer proxy = new RawServer(script(status, answer));
          ApiClient client =
              Asking.client(
                  "https://localhost",
                  new ProxySettings(
                      "127.0.0.1",
                      Integer.parseInt(proxy.url().replaceAll(".*:", "")),
                      null,
                      null))) {
        Failure failure = Asking.failure(Asking.ask(client));

        assertThat(failure.kind()).isEqualTo(FailureClassifier.ofProxyStatus(status));
        assertThat(failure.message()).contains("it answered " + status + " Said");
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(10));
      }
    }
  }

  @Test
  void aRedirectsBodyIsNotEvenLookedAt() throws InterruptedException {
    for (Answer answer : broken().toList()) {
      assertThat(Asking.failure(Asking.answered(script(302, answer))).kind())
          .isEqualTo(FailureKind.REDIRECT);
    }
  }

  private static RawServer.Script script(int status, Answer answer) {
    return out -> {
      RawServer.text("HTTP/1.1 " + status + " Said\r\nRetry-After: 600\r\n").answer(out);
      RawServer.text(answer.headers() + "\r\n").answer(out);
      RawServer.text(answer.body()).answer(out);
      if (answer.ends() || !answer.headers().contains("-Length")) {
        RawServer.textAndEnd("").answer(out);
      }
    };
  }
}
