package io.hyperflux.kafka.connect.validation;

import io.hyperflux.kafka.connect.api.ApiClient;
import io.hyperflux.kafka.connect.api.ApiSettings;
import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.Outcome;
import io.hyperflux.kafka.connect.api.RequestThreads;
import io.hyperflux.kafka.connect.api.response.BodyReader;
import io.hyperflux.kafka.connect.config.ConfigKeys;
import io.hyperflux.kafka.connect.config.FailureAdvice;
import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.pacing.TaskClock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API once whether it accepts a configuration: one GET of the first listing, of which only
 * the status and the first kilobyte are read. A refusal becomes an error on the setting to blame; a
 * failure that a retry may cure is logged as a WARN. Thread-safe.
 */
public final class ConnectionCheck {
  /** The longest request; closing the client may take another second, so it is ten in all. */
  public static final Duration LONGEST_REQUEST = Duration.ofSeconds(9);

  private static final long MOST_BYTES = 1_024;
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);
  private static final ConnectionCheck OF_THIS_WORKER =
      new ConnectionCheck(TaskClock.system(), LONGEST_REQUEST);

  private final TaskClock clock;
  private final Duration longestRequest;
  private final RecentChecks recent;

  public ConnectionCheck(TaskClock clock, Duration longestRequest) {
    this.clock = clock;
    this.longestRequest = longestRequest;
    this.recent = new RecentChecks(clock);
  }

  /** The instance that all connectors of a worker share, with its recent results. */
  public static ConnectionCheck ofThisWorker() {
    return OF_THIS_WORKER;
  }

  /**
   * Adds an error to a validated configuration if the API refuses it. The API is not asked if there
   * are errors already, or if {@code validate.connection} is false.
   *
   * @param given what was validated
   */
  public void addErrors(Config config, Map<String, String> given) {
    if (config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty())) {
      return;
    }
    HyperfluxSourceConfig settings = HyperfluxSourceConfig.quietly(given);
    if (!settings.validateConnection()) {
      return;
    }
    try {
      Failure failure =
          recent.outcome(SettingsFingerprint.of(settings.values()), () -> ask(settings));
      if (failure != null) {
        addError(config, failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the worker is being stopped
    } catch (RuntimeException e) {
      LOG.warn("{}: the API could not be asked", ConfigKeys.VALIDATE_CONNECTION, e);
    }
  }

  /** What went wrong; null if the API takes the request. */
  private @Nullable Failure ask(HyperfluxSourceConfig config) throws InterruptedException {
    ApiSettings settings = config.apiSettings().within(longestRequest, MOST_BYTES);
    try (ApiClient api = new ApiClient(settings, new RequestThreads("validate"), clock)) {
      String listing = config.getList(ConfigKeys.LISTINGS).get(0);
      // its own deadline ends it
      Outcome<Boolean> outcome =
          api.get(listing, BodyReader.none()).await(longestRequest.plusSeconds(1));
      if (!(outcome instanceof Outcome.Failed<Boolean> failed)) {
        return null;
      }
      Failure failure = failed.failure();
      if (FailureAdvice.settingOf(failure.kind()) == null) {
        LOG.warn(
            "Validating {}: {}. {} This is no error: its Connect tasks will go on trying.",
            config.originals().getOrDefault("name", "a connector"),
            failure.message(),
            FailureAdvice.on(failure.kind()));
      }
      return failure;
    }
  }

  private static void addError(Config config, Failure failure) {
    String setting = FailureAdvice.settingOf(failure.kind());
    for (ConfigValue value : config.configValues()) {
      if (value.name().equals(setting)) {
        value.addErrorMessage(
            "%s. %s (The API was asked because of %s=true.)"
                .formatted(
                    failure.message(),
                    FailureAdvice.on(failure.kind()),
                    ConfigKeys.VALIDATE_CONNECTION));
        value.visible(true);
      }
    }
  }
}
