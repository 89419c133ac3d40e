package io.hyperflux.kafka.connect.config;

import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what a user can do about a failed request, and which setting to check. */
public final class FailureAdvice {
  private FailureAdvice() {}

  /** The error message of a Connect task that fails because its requests are refused. */
  public static String refusedForGood(Failure failure) {
    return failure.message() + ". " + on(failure.kind()) + " Then restart the task.";
  }

  /** The error message after refusals for longer than {@code retry.refused.timeout.ms}. */
  public static String refusedForTooLong(Failure failure, Duration refusedFor, Duration most) {
    return "%s. It has been refused for %d ms, and %s says to give up after %d ms. %s Then restart the task."
        .formatted(
            failure.message(),
            refusedFor.toMillis(),
            ConfigKeys.REFUSED_TIMEOUT,
            most.toMillis(),
            on(failure.kind()));
  }

  /** The error message after retriable failures for longer than {@code retry.timeout.ms}. */
  public static String failingForTooLong(Failure failure, Duration failingFor, Duration most) {
    return "%s. It has been failing for %d ms, and %s says to give up after %d ms. %s"
        .formatted(
            failure.message(),
            failingFor.toMillis(),
            ConfigKeys.RETRY_TIMEOUT,
            most.toMillis(),
            on(failure.kind()));
  }

  /**
   * The setting to check after such a failure.
   *
   * @return null if no setting is to blame and a retry may succeed
   */
  public static @Nullable String settingOf(FailureKind kind) {
    return switch (kind) {
      case UNAUTHORIZED, FORBIDDEN -> ConfigKeys.API_KEY;
      case BAD_REQUEST, NOT_FOUND, GONE, CLIENT_ERROR -> ConfigKeys.LISTINGS;
      case REDIRECT -> ConfigKeys.API_URL;
      case TLS -> ConfigKeys.TRUSTSTORE_LOCATION;
      case PROXY_UNAUTHORIZED -> ConfigKeys.PROXY_USERNAME;
      case QUOTA, THROTTLED, SERVER_ERROR, DNS, CONNECT, PROXY_REFUSED, TIMEOUT, IO, UNREADABLE ->
          null;
    };
  }

  /** What the user can do, in one or more sentences. */
  public static String on(FailureKind kind) {
    return switch (kind) {
      case UNAUTHORIZED, FORBIDDEN ->
          "Check %s, and that %s is the header that this API wants it in."
              .formatted(ConfigKeys.API_KEY, ConfigKeys.API_KEY_HEADER);
      case REDIRECT ->
          "Redirects are not followed, they would carry the key along: put the right address into %s."
              .formatted(ConfigKeys.API_URL);
      case PROXY_UNAUTHORIZED ->
          "Check %s and %s.".formatted(ConfigKeys.PROXY_USERNAME, ConfigKeys.PROXY_PASSWORD);
      case PROXY_REFUSED ->
          "Ask whoever runs the proxy to let connections to the host in %s through, or check %s."
              .formatted(ConfigKeys.API_URL, ConfigKeys.PROXY_URL);
      case BAD_REQUEST, NOT_FOUND, GONE, CLIENT_ERROR ->
          "Check %s and the base path in %s.".formatted(ConfigKeys.LISTINGS, ConfigKeys.API_URL);
      case DNS, CONNECT ->
          "Check %s, %s if there is one, and the network."
              .formatted(ConfigKeys.API_URL, ConfigKeys.PROXY_URL);
      case TLS ->
          ("Check the certificate of the host in %s. For a private CA set %s, for a client certificate"
                  + " %s.")
              .formatted(
                  ConfigKeys.API_URL, ConfigKeys.TRUSTSTORE_LOCATION, ConfigKeys.KEYSTORE_LOCATION);
      case TIMEOUT -> "If this goes on, raise %s.".formatted(ConfigKeys.REQUEST_TIMEOUT);
      case QUOTA ->
          "The account has no credit: nothing to change here, it goes on by itself once there is"
              + " some again. A trial or a quota that is used up counts as that.";
      case THROTTLED ->
          "If this goes on, raise %s or lower %s."
              .formatted(ConfigKeys.POLL_INTERVAL, ConfigKeys.REQUESTS_PER_MINUTE);
      case UNREADABLE ->
          "Nothing of it is used. Check that %s is the API itself, and %s."
              .formatted(ConfigKeys.API_URL, ConfigKeys.RESPONSE_MAX_BYTES);
      case SERVER_ERROR, IO -> "This is the provider's or the network's trouble.";
    };
  }
}
