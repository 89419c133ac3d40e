package io.hyperflux.kafka.connect.config;

import io.hyperflux.kafka.connect.api.ApiSettings;
import io.hyperflux.kafka.connect.api.ProxySettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the connector's settings; what a Connect task gets is in {@link
 * HyperfluxTaskConfig}.
 */
public final class HyperfluxSourceConfig extends AbstractConfig {
  public HyperfluxSourceConfig(Map<String, String> settings) {
    this(settings, true);
  }

  private HyperfluxSourceConfig(Map<String, String> settings, boolean tellTheLog) {
    super(ConfigDefinition.create(), settings, tellTheLog);
  }

  /** Parses settings without logging them: a form may be validated at each keystroke. */
  public static HyperfluxSourceConfig quietly(Map<String, String> settings) {
    return new HyperfluxSourceConfig(settings, false);
  }

  /**
   * The settings of the HTTP client.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a key store can't be used
   */
  public ApiSettings apiSettings() {
    return new ApiSettings(
        URI.create(getString(ConfigKeys.API_URL).replaceAll("/+$", "")),
        getString(ConfigKeys.API_KEY_HEADER),
        getPassword(ConfigKeys.API_KEY).value(),
        "kafka-connect-hyperflux/" + Version.current(),
        duration(ConfigKeys.CONNECT_TIMEOUT),
        duration(ConfigKeys.REQUEST_TIMEOUT),
        getLong(ConfigKeys.RESPONSE_MAX_BYTES),
        proxySettings(),
        TlsContexts.of(values()));
  }

  private @Nullable ProxySettings proxySettings() {
    String url = getString(ConfigKeys.PROXY_URL);
    if (url == null) {
      return null;
    }
    URI proxy = URI.create(url);
    Password password = getPassword(ConfigKeys.PROXY_PASSWORD);
    String username = password == null ? null : getString(ConfigKeys.PROXY_USERNAME);
    return new ProxySettings(
        proxy.getHost(), proxy.getPort(), username, username == null ? null : password.value());
  }

  /** The listings of all Connect tasks: absolute paths. */
  public List<String> listings() {
    return getList(ConfigKeys.LISTINGS);
  }

  /** Whether the API is asked when these settings are validated. */
  public boolean validateConnection() {
    return getBoolean(ConfigKeys.VALIDATE_CONNECTION);
  }

  /** How many requests all Connect tasks together may send in a minute, from 1. */
  public int requestsPerMinute() {
    return getInt(ConfigKeys.REQUESTS_PER_MINUTE);
  }

  /** The statuses that are produced; empty for all. */
  public Set<String> emittedStatuses() {
    return new HashSet<>(getList(ConfigKeys.EMIT_STATUSES));
  }

  public boolean lookupMissing() {
    return getBoolean(ConfigKeys.LOOKUP_MISSING);
  }

  /** How long a completed task's record waits for its look-up; null: it is not looked up. */
  public @Nullable Duration lookupCompleted() {
    return getBoolean(ConfigKeys.LOOKUP_COMPLETED) ? duration(ConfigKeys.LOOKUP_TIMEOUT) : null;
  }

  /** Where single tasks are looked up. */
  public LookupPaths lookupPaths() {
    return new LookupPaths(getList(ConfigKeys.LOOKUP_PATHS));
  }

  /** The topic for the records of a listing. */
  public String topic(String listing) {
    return TopicNames.of(getString(ConfigKeys.TOPIC), listing);
  }

  public int batchMaxRecords() {
    return getInt(ConfigKeys.BATCH_MAX_RECORDS);
  }

  public Duration pollInterval() {
    return duration(ConfigKeys.POLL_INTERVAL);
  }

  /** The interval while nothing is in flight. */
  public Duration idleInterval() {
    return getInt(ConfigKeys.POLL_IDLE_INTERVAL) == null
        ? pollInterval()
        : duration(ConfigKeys.POLL_IDLE_INTERVAL);
  }

  /** Connect's own setting for a topic of this connector's offsets; null: the worker's topic. */
  public @Nullable String offsetsTopic() {
    return (String) originals().get("offsets.storage.topic");
  }

  /** How failed requests are tried again. */
  public RetrySettings retries() {
    long timeout = getLong(ConfigKeys.RETRY_TIMEOUT);
    return new RetrySettings(
        duration(ConfigKeys.RETRY_BACKOFF),
        duration(ConfigKeys.RETRY_BACKOFF_MAX),
        timeout < 0 ? null : Duration.ofMillis(timeout),
        Duration.ofMillis(getLong(ConfigKeys.REFUSED_TIMEOUT)));
  }

  private Duration duration(String key) {
    return Duration.ofMillis(getInt(key));
  }
}
