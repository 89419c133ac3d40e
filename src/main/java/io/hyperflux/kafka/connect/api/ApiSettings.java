package io.hyperflux.kafka.connect.api;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the HTTP client: address and key of the API, timeouts, proxy, TLS.
 *
 * @param url scheme, host, port and optional base path, without a trailing slash
 * @param keyHeader the name of the header that carries the key
 * @param key the API key
 * @param userAgent the User-Agent header
 * @param connectTimeout bound on connecting, TLS handshake included
 * @param requestTimeout bound on a whole exchange, body included
 * @param maxResponseBytes most bytes of a body after decompression
 * @param proxy the proxy to go through, null for none
 * @param tls how to talk TLS, null for the JVM's defaults
 */
public record ApiSettings(
    URI url,
    String keyHeader,
    String key,
    String userAgent,
    Duration connectTimeout,
    Duration requestTimeout,
    long maxResponseBytes,
    @Nullable ProxySettings proxy,
    @Nullable TlsSettings tls) {

  /**
   * The same settings for a short exchange.
   *
   * @param atMost bound on connecting and on the whole exchange, where these settings allow more
   * @param bytes most bytes of a body after decompression
   */
  public ApiSettings within(Duration atMost, long bytes) {
    return new ApiSettings(
        url,
        keyHeader,
        key,
        userAgent,
        shorter(connectTimeout, atMost),
        shorter(requestTimeout, atMost),
        bytes,
        proxy,
        tls);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Replaces the secrets in a message: a server that refuses one may quote it. */
  String withoutSecrets(String text) {
    String cleaned = text.replace(key, "[hidden]");
    return proxy == null || proxy.password() == null
        ? cleaned
        : cleaned.replace(proxy.password(), "[hidden]");
  }

  /** Without the key: settings end up in messages and logs. */
  @Override
  public String toString() {
    return "ApiSettings[url=" + url + ", keyHeader=" + keyHeader + ", key=[hidden]]";
  }
}
