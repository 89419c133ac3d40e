package io.hyperflux.kafka.connect.api;

import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * TLS settings in place of the JVM's defaults.
 *
 * @param context holds whom to trust, and who we are
 * @param protocols the enabled protocol versions, empty for the context's own
 * @param cipherSuites the enabled cipher suites, empty for the context's own
 * @param verifyHostName whether a certificate must name the host that was asked for
 */
public record TlsSettings(
    SSLContext context, List<String> protocols, List<String> cipherSuites, boolean verifyHostName) {

  /** Copies the lists. */
  public TlsSettings {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
  }
}
