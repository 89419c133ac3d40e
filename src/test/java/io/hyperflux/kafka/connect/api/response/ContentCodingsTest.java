package io.hyperflux.kafka.connect.api.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.Asking;
import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.support.RawServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a success whose body is encoded, or is said to be. */
@Timeout(60)
class ContentCodingsTest {
  private static final byte[] PLAIN = Asking.bytes(Asking.LISTING);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity",
        "none",
        "None",
        "",
        " , ",
        "utf-8",
        "UTF8",
        "iso-8859-1",
        "8bit",
        "application/json",
        "br"
      })
  void readsAnUnencodedBodyWhateverIsSaidOfIt(String coding) throws InterruptedException {
    assertThat(Asking.listed(Asking.answered(answer(coding, PLAIN)))).isEqualTo("[a=COMPLETED]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "GZip", "x-gzip", "identity, gzip", "gzip, identity", ",gzip,", "br,gzip"})
  void takesGzipOff(String coding) throws InterruptedException {
    assertThat(Asking.listed(Asking.answered(answer(coding, Asking.gzip(PLAIN)))))
        .isEqualTo("[a=COMPLETED]");
  }

  @Test
  void takesCodingsOffInTheOrderOfTheHeaders() throws InterruptedException {
    byte[] twice = Asking.gzip(deflated(PLAIN, false));

    for (String headers : List.of("deflate, gzip", "deflate\r\nContent-Encoding: gzip")) {
      assertThat(Asking.listed(Asking.answered(answer(headers, twice)))).isEqualTo("[a=COMPLETED]");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesDeflateOffWithItsHeaderOrWithout(boolean raw) throws InterruptedException {
    assertThat(Asking.listed(Asking.answered(answer("deflate", deflated(PLAIN, raw)))))
        .isEqualTo("[a=COMPLETED]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          br               | it is not JSON at byte 0; its Content-Encoding is not understood: br
          zstd             | it is not JSON at byte 0; its Content-Encoding is not understood: zstd
          'X-secret,  gzip'| can't be decompressed: it does not begin like gzip
          none             | it is not JSON at byte 0
          gzip             | can't be decompressed: it does not begin like gzip
          'gzip,gzip,gzip,gzip,gzip' | it is encoded 5 times
          """)
  void tellsWhatStoodThereIfItCantBeRead(String coding, String words) throws InterruptedException {
    Failure failure = Asking.failure(Asking.answered(answer(coding, Asking.bytes("!secret"))));

    assertThat(failure.kind()).isEqualTo(FailureKind.UNREADABLE);
    assertThat(failure.message()).endsWith(words);
  }

  @Test
  void tellsNoMoreThanALineOfIt() throws InterruptedException {
    Failure failure =
        Asking.failure(Asking.answered(answer("a\tb" + "c".repeat(5_000), new byte[] {1})));

    assertThat(failure.message()).contains("not understood: a b").hasSizeLessThan(250);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Transfer-Encoding: zip   | its Transfer-Encoding is not understood: zip
          Content-Length: nonsense | its Content-Length is not understood: nonsense
          """)
  void aBodyWhoseEndCantBeFoundIsNotUsed(String header, String words) throws InterruptedException {
    Failure failure =
        Asking.failure(
            Asking.answered(
                RawServer.textAndEnd(
                    "HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + Asking.LISTING)));

    assertThat(failure.kind()).isEqualTo(FailureKind.UNREADABLE);
    assertThat(failure.message()).endsWith(words);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40, 1_000})
  void readsMembersThatEndWithAPacket(int size) throws InterruptedException {
    assertThat(
            Asking.listed(
                Asking.answered(
                    out -> {
                      RawServer.text("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n").answer(out);
                      RawServer.text("Transfer-Encoding: chunked\r\n\r\n").answer(out);
                      for (int i = 0; i < PLAIN.length; i += size) {
                        byte[] piece =
                            Arrays.copyOfRange(PLAIN, i, Math.min(PLAIN.length, i + size));
                        byte[] member = Asking.gzip(piece);
                        RawServer.text(Integer.toHexString(member.length) + "\r\n").answer(out);
                        out.write(member);
                        RawServer.text("\r\n").answer(out);
                        out.flush();
                      }
                      RawServer.text("0\r\n\r\n").answer(out);
                    })))
        .isEqualTo("[a=COMPLETED]");
  }

  @Test
  void anEncodedListingLeavesItsConnectionOpen() throws InterruptedException {
    for (byte[] body : List.of(Asking.gzip(PLAIN), deflated(PLAIN, false))) {
      String coding = body[0] == 0x1f ? "gzip" : "deflate";
      try (RawServer server = new RawServer(answer(coding, body));
          ApiClient client = Asking.client(server.url())) {
        for (int i = 0; i < 5; i++) {
          assertThat(Asking.listed(Asking.ask(client))).isEqualTo("[a=COMPLETED]");
        }
        assertThat(server.connections()).isEqualTo(1);
      }
    }
  }

  private static RawServer.Script answer(String coding, byte[] body) {
    return out -> {
      String head =
          "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(coding, body.length);
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
    };
  }

  private static byte[] deflated(byte[] plain, boolean raw) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
    deflater.setInput(plain);
    deflater.finish();
    byte[] buffer = new byte[1_000];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!deflater.finished()) {
      bytes.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return bytes.toByteArray();
  }
}
