package io.hyperflux.kafka.connect.config;

import org.apache.kafka.common.config.SslConfigs;

/** The names of the connector's settings. */
public final class ConfigKeys {
  public static final String API_KEY = "hyperflux.api.key";
  static final String API_KEY_HEADER = "hyperflux.api.key.header";
  public static final String API_URL = "hyperflux.api.url";
  static final String ALLOW_PLAINTEXT = "hyperflux.api.allow.plaintext";
  public static final String LISTINGS = "hyperflux.listings";
  public static final String VALIDATE_CONNECTION = "validate.connection";
  static final String REQUESTS_PER_MINUTE = "hyperflux.requests.per.minute";
  public static final String TOPIC = "topic";
  public static final String EMIT_STATUSES = "emit.statuses";
  static final String POLL_INTERVAL = "poll.interval.ms";
  static final String POLL_IDLE_INTERVAL = "poll.idle.interval.ms";
  static final String BATCH_MAX_RECORDS = "batch.max.records";
  static final String LOOKUP_MISSING = "lookup.missing";
  static final String LOOKUP_COMPLETED = "lookup.completed";
  public static final String LOOKUP_PATHS = "lookup.paths";
  static final String LOOKUP_TIMEOUT = "lookup.timeout.ms";
  static final String RETRY_BACKOFF = "retry.backoff.ms";
  static final String RETRY_BACKOFF_MAX = "retry.backoff.max.ms";
  public static final String REFUSED_TIMEOUT = "retry.refused.timeout.ms";
  public static final String RETRY_TIMEOUT = "retry.timeout.ms";
  static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  static final String REQUEST_TIMEOUT = "http.request.timeout.ms";
  static final String RESPONSE_MAX_BYTES = "http.response.max.bytes";

  static final String PROXY_URL = "http.proxy.url";
  public static final String PROXY_USERNAME = "http.proxy.username";
  static final String PROXY_PASSWORD = "http.proxy.password";

  /** The prefix of the TLS settings, before Kafka's own names. */
  static final String TLS_PREFIX = "http.";

  public static final String TRUSTSTORE_LOCATION =
      TLS_PREFIX + SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;
  static final String KEYSTORE_LOCATION = TLS_PREFIX + SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;

  private ConfigKeys() {}
}
