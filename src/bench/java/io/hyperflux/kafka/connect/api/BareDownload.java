package io.hyperflux.kafka.connect.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.hyperflux.kafka.connect.api.response.ContentCodings;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * The floor under a poll: downloads a listing by the connector's HTTP client and scans its JSON
 * tokens, on the caller's thread, and keeps nothing.
 */
public final class BareDownload implements AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final ApiSettings settings;
  private final CloseableHttpClient http;

  /** Opens no connection yet. */
  public BareDownload(ApiSettings settings) {
    this.settings = settings;
    this.http = HttpClients.create(settings, new KeptConnections(InstantSource.system()));
  }

  /** Downloads and scans a listing; returns how many tokens it has. */
  public int scan(String path) throws IOException {
    HttpGet request = new HttpGet(settings.url() + path);
    request.setHeader(settings.keyHeader(), settings.key());
    request.setHeader(HttpHeaders.ACCEPT, "application/json");
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, ContentCodings.ACCEPTED);
    return http.execute(
        request,
        response -> tokens(ContentCodings.of(response).decode(response.getEntity().getContent())));
  }

  static int tokens(InputStream body) throws IOException {
    int tokens = 0;
    try (JsonParser json = JSON.createParser(body)) {
      while (json.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
