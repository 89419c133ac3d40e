package io.hyperflux.kafka.connect.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CDNs and gateways write long headers, and many: they are read, within bounds. */
@Timeout(60)
class LargeHeadsTest {
  private static final String END =
      "Content-Length: %d\r\n\r\n%s".formatted(Asking.LISTING.length(), Asking.LISTING);

  @ParameterizedTest
  @ValueSource(ints = {7_000, 8_192, 12_000, 16_000})
  void aLongHeaderIsRead(int length) throws InterruptedException {
    String policy = "Content-Security-Policy: " + "x".repeat(length) + "\r\n";

    assertThat(Asking.listed(Asking.answered(RawServer.text("HTTP/1.1 200 OK\r\n" + policy + END))))
        .isEqualTo("[a=COMPLETED]");
    assertThat(
            Asking.failure(Asking.answered(RawServer.text("HTTP/1.1 401 No\r\n" + policy + END)))
                .kind())
        .isEqualTo(FailureKind.UNAUTHORIZED);
  }

  @Test
  void theMessageStaysShort() throws InterruptedException {
    String key = "x".repeat(297) + Asking.KEY + "x".repeat(14_000);
    for (String head :
        new String[] {
          "401 " + key + "\r\n", "302 No\r\nLocation: https://a.example/" + key + "\r\n"
        }) {
      Failure failure = Asking.failure(Asking.answered(RawServer.text("HTTP/1.1 " + head + END)));

      assertThat(failure.message())
          .contains("xxxxxx")
          .doesNotContain(Asking.KEY.substring(0, 3))
          .hasSizeLessThan(400);
    }
  }

  @Test
  void manyHeadersAreRead() throws InterruptedException {
    String many = "Set-Cookie: a=b\r\n".repeat(400);

    assertThat(Asking.listed(Asking.answered(RawServer.text("HTTP/1.1 200 OK\r\n" + many + END))))
        .isEqualTo("[a=COMPLETED]");
  }

  @Test
  void aHeadWithoutEndIsNotRead() throws InterruptedException {
    for (String more :
        new String[] {"x", "X-More: y\r\n", "X-More: " + "y".repeat(30_000) + "\r\n"}) {
      Failure failure =
          Asking.failure(
              Asking.answered(
                  out -> {
                    RawServer.text("HTTP/1.1 200 OK\r\nX: ").answer(out);
                    while (true) { // until the client is gone
                      RawServer.text(more).answer(out);
                    }
                  }));

      assertThat(failure.kind()).isEqualTo(FailureKind.UNREADABLE);
      assertThat(failure.message()).endsWith("has too large a head");
    }
  }
}
