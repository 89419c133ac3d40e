package io.hyperflux.kafka.connect.config;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Validates rules that involve several settings. An error is added to the setting that one would
 * change.
 */
public final class ConfigRules {
  private final Map<String, ConfigValue> settings;

  private ConfigRules(Config config) {
    settings =
        config.configValues().stream()
            .collect(Collectors.toMap(ConfigValue::name, Function.identity()));
  }

  /**
   * Adds errors to a validated configuration. Rules on settings that already have an error are
   * skipped.
   */
  public static void addErrors(Config config) {
    ConfigRules rules = new ConfigRules(config);
    rules.keyMustNotTravelInPlaintext();
    rules.pollsMustFitTheBudget();
    rules.idleIntervalMustNotBeShorter();
    rules.backoffBoundsMustBeInOrder();
    rules.proxyLoginMustBeComplete();
    rules.lookupPathsMustBeOfListings();
    rules.topicsMustDiffer();
    rules.keyStoresMustOpen();
  }

  private void keyMustNotTravelInPlaintext() {
    String url = valid(ConfigKeys.API_URL, String.class);
    Boolean allowed = valid(ConfigKeys.ALLOW_PLAINTEXT, Boolean.class);
    if (url == null || allowed == null || allowed || !url.startsWith("http://")) {
      return;
    }
    String proxy = valid(ConfigKeys.PROXY_URL, String.class);
    boolean staysHere =
        UrlChecks.isLoopback(URI.create(url))
            && (proxy == null || UrlChecks.isLoopback(URI.create(proxy)));
    if (!staysHere) {
      error(
          ConfigKeys.API_URL,
          "%s=%s would send the API key unencrypted over the network. Use https://, or set %s=true."
              .formatted(ConfigKeys.API_URL, url, ConfigKeys.ALLOW_PLAINTEXT));
    }
  }

  private void pollsMustFitTheBudget() {
    List<?> listings = valid(ConfigKeys.LISTINGS, List.class);
    Integer interval = valid(ConfigKeys.POLL_INTERVAL, Integer.class);
    Integer budget = valid(ConfigKeys.REQUESTS_PER_MINUTE, Integer.class);
    if (listings == null || interval == null || budget == null) {
      return;
    }
    long millisOfRequests = 60_000L * listings.size();
    if (millisOfRequests > (long) budget * interval) {
      error(
          ConfigKeys.POLL_INTERVAL,
          String.format(
              Locale.ROOT,
              "%s=%d is too short: %d listing%s every %d ms make%s %.1f requests a minute, and %s=%d. Use at least %d, or allow more requests if your quota does.",
              ConfigKeys.POLL_INTERVAL,
              interval,
              listings.size(),
              listings.size() == 1 ? "" : "s",
              interval,
              listings.size() == 1 ? "s" : "",
              (double) millisOfRequests / interval,
              ConfigKeys.REQUESTS_PER_MINUTE,
              budget,
              (millisOfRequests + budget - 1) / budget));
    }
  }

  private void idleIntervalMustNotBeShorter() {
    Integer interval = valid(ConfigKeys.POLL_INTERVAL, Integer.class);
    Integer idle = valid(ConfigKeys.POLL_IDLE_INTERVAL, Integer.class);
    if (interval != null && idle != null && idle < interval) {
      error(
          ConfigKeys.POLL_IDLE_INTERVAL,
          "%s=%d is below %s=%d: it is the slower pace, for when nothing is in flight."
              .formatted(ConfigKeys.POLL_IDLE_INTERVAL, idle, ConfigKeys.POLL_INTERVAL, interval));
    }
  }

  private void backoffBoundsMustBeInOrder() {
    Integer shortest = valid(ConfigKeys.RETRY_BACKOFF, Integer.class);
    Integer longest = valid(ConfigKeys.RETRY_BACKOFF_MAX, Integer.class);
    if (shortest != null && longest != null && longest < shortest) {
      error(
          ConfigKeys.RETRY_BACKOFF_MAX,
          "%s=%d is below %s=%d: the longest delay can't be shorter than the shortest."
              .formatted(
                  ConfigKeys.RETRY_BACKOFF_MAX, longest, ConfigKeys.RETRY_BACKOFF, shortest));
    }
  }

  private void proxyLoginMustBeComplete() {
    if (isWrong(ConfigKeys.PROXY_URL)
        || isWrong(ConfigKeys.PROXY_USERNAME)
        || isWrong(ConfigKeys.PROXY_PASSWORD)) {
      return;
    }
    boolean username = isSet(ConfigKeys.PROXY_USERNAME);
    boolean password = isSet(ConfigKeys.PROXY_PASSWORD);
    if ((username || password) && !isSet(ConfigKeys.PROXY_URL)) {
      needed(
          ConfigKeys.PROXY_URL, username ? ConfigKeys.PROXY_USERNAME : ConfigKeys.PROXY_PASSWORD);
    } else if (username && !password) {
      needed(ConfigKeys.PROXY_PASSWORD, ConfigKeys.PROXY_USERNAME);
    } else if (password && !username) {
      needed(ConfigKeys.PROXY_USERNAME, ConfigKeys.PROXY_PASSWORD);
    }
  }

  private void needed(String key, String without) {
    error(key, "%s is missing: %s is of no use without it.".formatted(key, without));
  }

  private void lookupPathsMustBeOfListings() {
    List<?> listings = valid(ConfigKeys.LISTINGS, List.class);
    List<?> paths = valid(ConfigKeys.LOOKUP_PATHS, List.class);
    if (listings == null || paths == null) {
      return;
    }
    for (Object path : paths) {
      String listing = LookupPaths.listing((String) path);
      if (!listings.contains(listing)) {
        error(
            ConfigKeys.LOOKUP_PATHS,
            "%s has a path for %s, which is none of %s."
                .formatted(ConfigKeys.LOOKUP_PATHS, listing, ConfigKeys.LISTINGS));
      }
    }
  }

  private void topicsMustDiffer() {
    List<?> listings = valid(ConfigKeys.LISTINGS, List.class);
    String topic = valid(ConfigKeys.TOPIC, String.class);
    if (listings == null || topic == null || !TopicNames.isByListing(topic)) {
      return;
    }
    Map<String, String> before = new HashMap<>();
    for (Object one : listings) {
      String listing = (String) one;
      String name = TopicNames.of(topic, listing);
      String trouble = TopicNames.trouble(name);
      // a broker does not tell dots from underscores when a topic is made
      String other = before.putIfAbsent(name.replace('.', '_'), listing);
      if (trouble != null) {
        error(
            ConfigKeys.TOPIC,
            "%s=%s makes %s of %s, which %s"
                .formatted(ConfigKeys.TOPIC, topic, name, listing, trouble));
      } else if (other != null) {
        error(
            ConfigKeys.TOPIC,
            "%s=%s makes %s of %s, too much like the one of %s: leave out %s, or watch them with two connectors."
                .formatted(ConfigKeys.TOPIC, topic, name, listing, other, TopicNames.LISTING));
      }
    }
  }

  private void keyStoresMustOpen() {
    Map<String, Object> tls = new HashMap<>();
    for (ConfigValue setting : settings.values()) {
      if (TlsContexts.concerns(setting.name())) {
        if (!setting.errorMessages().isEmpty()) {
          return;
        }
        tls.put(setting.name(), setting.value());
      }
    }
    try {
      TlsContexts.of(tls);
    } catch (TlsContexts.UnusableException e) {
      error(e.key(), Objects.toString(e.getMessage()));
    }
  }

  private ConfigValue setting(String key) {
    return Objects.requireNonNull(settings.get(key), key); // the definition has a value for each
  }

  private boolean isWrong(String key) {
    return !setting(key).errorMessages().isEmpty();
  }

  private boolean isSet(String key) {
    return setting(key).value() != null;
  }

  private <T> @Nullable T valid(String key, Class<T> type) {
    ConfigValue value = setting(key);
    return value.errorMessages().isEmpty() ? type.cast(value.value()) : null;
  }

  private void error(String key, String message) {
    setting(key).addErrorMessage(message);
  }
}
