package io.hyperflux.kafka.connect.api.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.Asking;
import io.hyperflux.kafka.connect.support.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The provider's support asks for the x-request-id of an answer: it stands in the message. */
@Timeout(60)
class RequestIdTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 No   | {"message":"Go"} | GET /tasks answered 401 No (x-request-id: ak-1): Go
          500 Oh   | nonsense         | GET /tasks answered 500 Oh (x-request-id: ak-1)
          302 Else | {"message":"Go"} | GET /tasks answered 302 Else to nowhere (x-request-id: ak-1)
          200 OK   | nonsense         | The answer of GET /tasks can't be used: it is not JSON at byte 0 (x-request-id: ak-1)
          204 None | ''               | The answer of GET /tasks can't be used: it has no body, only the status 204 (x-request-id: ak-1)
          """)
  void standsInTheMessage(String status, String body, String message) throws InterruptedException {
    assertThat(message(status, "ak-1", body)).isEqualTo(message);
  }

  @Test
  void standsInThatOfARefusalWhoseBodyNeverComes() throws InterruptedException {
    assertThat(
            Asking.failure(
                    Asking.answered(
                        RawServer.text(
                            "HTTP/1.1 401 No\r\nX-Request-ID: ak-1\r\nContent-Length: 9\r\n\r\n")))
                .message())
        .isEqualTo("GET /tasks answered 401 No (x-request-id: ak-1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''           | ''
          '   '        | ''
          'a\tb'       | ' (x-request-id: a b)'
          'a\u0007\u009bb' | ' (x-request-id: a b)'
          'a\u00e9'    | ' (x-request-id: a)'
          'x FPSX-do-not-print' | ' (x-request-id: x [hidden])'
          """)
  void isMadeFitForALine(String id, String inMessage) throws InterruptedException {
    assertThat(message("401 No", id, "")).isEqualTo("GET /tasks answered 401 No" + inMessage);
  }

  @Test
  void isBoundedWithoutHalfAKeyInIt() throws InterruptedException {
    assertThat(message("401 No", "x".repeat(95) + Asking.KEY + "y".repeat(5_000), ""))
        .contains("x".repeat(95))
        .doesNotContain(Asking.KEY.substring(0, 4))
        .hasSizeLessThan(200);
  }

  private static String message(String status, String id, String body) throws InterruptedException {
    return Asking.failure(
            Asking.answered(
                RawServer.text(
                    "HTTP/1.1 %s\r\nX-Request-Id: %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, id, body.length(), body))))
        .message();
  }
}
