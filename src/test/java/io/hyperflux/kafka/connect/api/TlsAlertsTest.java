package io.hyperflux.kafka.connect.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.TlsAlertServer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server's alert in the TLS handshake speaks of our settings, or of its own trouble. */
@Timeout(60)
class TlsAlertsTest {
  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "2, 10, unexpected_message, IO",
    "2, 20, bad_record_mac, IO",
    "2, 22, record_overflow, IO",
    "2, 40, handshake_failure, TLS",
    "2, 42, bad_certificate, TLS",
    "2, 43, unsupported_certificate, TLS",
    "2, 44, certificate_revoked, TLS",
    "2, 45, certificate_expired, TLS",
    "2, 46, certificate_unknown, TLS",
    "2, 47, illegal_parameter, IO",
    "2, 48, unknown_ca, TLS",
    "2, 49, access_denied, TLS",
    "2, 50, decode_error, IO",
    "2, 51, decrypt_error, TLS",
    "2, 70, protocol_version, TLS",
    "2, 71, insufficient_security, TLS",
    "2, 80, internal_error, IO",
    "1, 112, unrecognized_name, IO",
    "2, 112, unrecognized_name, IO",
    "2, 116, certificate_required, TLS",
    "2, 120, no_application_protocol, TLS",
  })
  void isTold(int level, int number, String name, FailureKind kind) throws InterruptedException {
    try (TlsAlertServer server = new TlsAlertServer(level, number);
        ApiClient client = Asking.client(server.url())) {
      Failure failure = Asking.failure(Asking.ask(client));

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.message())
          .contains(name)
          .contains(kind == FailureKind.TLS ? "no trusted connection" : "ended the TLS handshake");
    }
  }
}
