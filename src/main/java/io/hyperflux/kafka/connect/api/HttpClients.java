package io.hyperflux.kafka.connect.api;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Builds the HTTP client with everything switched off that would act behind our back. */
final class HttpClients {
  private HttpClients() {}

  /**
   * A client that does one request for one call: no redirects (they would carry the key to another
   * host), no retries, no sleeping on 429 and 503, no cookies, no remembered credentials.
   */
  static CloseableHttpClient create(ApiSettings settings) {
    ConnectionConfig connections =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(settings.connectTimeout()))
            .setSocketTimeout(Timeout.of(settings.requestTimeout()))
            // servers close idle connections between two polls: look before reusing one
            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
            .build();
    RequestConfig requests =
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(settings.requestTimeout()))
            .setResponseTimeout(Timeout.of(settings.requestTimeout()))
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(new QuietConnectionFactory())
                .setDefaultConnectionConfig(connections)
                .build())
        .setDefaultRequestConfig(requests)
        .setUserAgent(settings.userAgent())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }
}
