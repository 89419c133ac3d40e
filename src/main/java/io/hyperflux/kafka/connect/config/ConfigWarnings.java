package io.hyperflux.kafka.connect.config;

import io.hyperflux.kafka.connect.tracking.Statuses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a WARN, when a connector starts, for settings that are valid but often a mistake. */
public final class ConfigWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWarnings.class);

  /** The statuses of the API's page; others may come. */
  public static final List<String> KNOWN_STATUSES = Statuses.KNOWN;

  private ConfigWarnings() {}

  public static void tell(HyperfluxSourceConfig config) {
    Set<String> emitted = config.emittedStatuses();
    Set<String> unknown = new TreeSet<>(emitted);
    KNOWN_STATUSES.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      LOG.warn(
          "{} has {}, which the API's page does not know: it knows {}",
          ConfigKeys.EMIT_STATUSES,
          unknown,
          KNOWN_STATUSES);
    }
    if (config.lookupMissing()
        && !emitted.isEmpty()
        && emitted.stream().allMatch(Statuses::hasEnded)) {
      LOG.warn(
          "{}={} does not reach over restarts, because {} leaves out what is in flight: an API task"
              + " that leaves the listing while this connector is stopped is not looked up",
          ConfigKeys.LOOKUP_MISSING,
          true,
          ConfigKeys.EMIT_STATUSES);
    }
    boolean looksUp = config.lookupMissing() || config.lookupCompleted() != null;
    long pollsPerMinute = 60_000L * config.listings().size() / config.pollInterval().toMillis();
    if (looksUp && 2 * pollsPerMinute > config.requestsPerMinute()) {
      LOG.warn(
          "The polls take up {} of the {} requests a minute that {} allows: look-ups may have to"
              + " wait for long. Raise {}, or raise {} if your quota allows more",
          pollsPerMinute,
          config.requestsPerMinute(),
          ConfigKeys.REQUESTS_PER_MINUTE,
          ConfigKeys.POLL_INTERVAL,
          ConfigKeys.REQUESTS_PER_MINUTE);
    }
  }
}
