package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.util.List;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Builds the HTTP client, without everything that it would do by itself: redirects, retries,
 * cookies, remembered credentials, content decoding.
 */
final class HttpClients {
  private static final int MOST_CONNECTIONS = 1_000;

  private HttpClients() {}

  /**
   * A client that sends one request for one call: no redirects (they would carry the key to another
   * host), no retries, no sleeping on 429 and 503, no cookies, no remembered credentials.
   */
  static CloseableHttpClient create(ApiSettings settings, KeptConnections kept) {
    // the deadline of the exchange comes first, this bounds a single read behind it
    Timeout silence = Timeout.of(settings.requestTimeout().multipliedBy(2));
    ConnectionConfig connections =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(settings.connectTimeout()))
            .setSocketTimeout(silence)
            // servers close idle connections between two polls: ask each before reusing it
            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
            .build();
    PoolingHttpClientConnectionManagerBuilder pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(kept)
            // callers limit the requests under way, so that none waits for a connection
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setDefaultConnectionConfig(connections);
    if (settings.tls() != null) {
      pool.setTlsSocketStrategy(tlsStrategy(settings.tls()));
    }
    return client(settings, silence).setConnectionManager(pool.build()).build();
  }

  private static HttpClientBuilder client(ApiSettings settings, Timeout silence) {
    HttpClientBuilder client =
        HttpClientBuilder.create()
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(silence)
                    .setResponseTimeout(silence)
                    .build())
            .setUserAgent(settings.userAgent())
            // it fails on an unknown encoding before the status can be looked at
            .disableContentCompression()
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching();
    if (settings.proxy() != null) {
      useProxy(client, settings.proxy());
    }
    return client;
  }

  private static TlsSocketStrategy tlsStrategy(TlsSettings tls) {
    return new DefaultClientTlsStrategy(
        tls.context(),
        orNull(tls.protocols()),
        orNull(tls.cipherSuites()),
        SSLBufferMode.STATIC,
        tls.verifyHostName() ? HostnameVerificationPolicy.BOTH : HostnameVerificationPolicy.CLIENT,
        tls.verifyHostName()
            ? HttpsSupport.getDefaultHostnameVerifier()
            : NoopHostnameVerifier.INSTANCE);
  }

  /** Hides an API's request for a proxy login behind a tunnel: HttpClient would act on it. */
  private static ClassicHttpResponse hideProxyLogin(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    if (scope.route.isTunnelled()) {
      response.removeHeaders(HttpHeaders.PROXY_AUTHENTICATE);
    }
    return response;
  }

  private static String @Nullable [] orNull(List<String> names) {
    return names.isEmpty() ? null : names.toArray(String[]::new);
  }

  /** Through CONNECT for https, which shows the proxy nothing but the API's host and port. */
  private static void useProxy(HttpClientBuilder client, ProxySettings settings) {
    HttpHost proxy = new HttpHost(settings.host(), settings.port());
    client.setProxy(proxy);
    client.addExecInterceptorAfter(
        ChainElement.CONNECT.name(), "api-is-no-proxy", HttpClients::hideProxyLogin);
    if (settings.username() != null && settings.password() != null) {
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      // for the proxy alone: an API that asks for a login gets none
      credentials.setCredentials(
          new AuthScope(proxy),
          new UsernamePasswordCredentials(settings.username(), settings.password().toCharArray()));
      client.setDefaultCredentialsProvider(credentials);
    }
  }
}
