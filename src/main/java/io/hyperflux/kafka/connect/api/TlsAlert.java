package io.hyperflux.kafka.connect.api;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Finds the TLS alert (RFC 8446, 6) with which a server ended a connection. */
final class TlsAlert {
  /** The JDK has no other place for it than the message. */
  private static final Pattern RECEIVED =
      Pattern.compile("[Rr]eceived (?:fatal alert|handshake warning): (\\w+)");

  /** Alerts that point to wrong certificates, protocols or ciphers, on either side. */
  private static final Set<String> OF_SETTINGS =
      Set.of(
          "handshake_failure",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied",
          "decrypt_error", // a signature that does not fit
          "protocol_version",
          "insufficient_security",
          "certificate_required",
          "no_application_protocol");

  private TlsAlert() {}

  /**
   * The alert that the server sent, if it is about the server's own trouble, such as that of an SNI
   * proxy whose backends are down.
   *
   * @return its name, null if there was no such alert
   */
  static @Nullable String ofServersTrouble(SSLException e) {
    Matcher alert = RECEIVED.matcher(String.valueOf(e.getMessage()));
    return alert.find() && !OF_SETTINGS.contains(alert.group(1)) ? alert.group(1) : null;
  }
}
