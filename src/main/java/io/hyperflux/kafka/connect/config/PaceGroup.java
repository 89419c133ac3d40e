package io.hyperflux.kafka.connect.config;

import static io.hyperflux.kafka.connect.config.ConfigChecks.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Defines the settings of the group Pace: intervals, request budget and retries. */
final class PaceGroup {
  private static final int DAY = 86_400_000;

  private PaceGroup() {}

  static void addTo(ConfigDef definition) {
    ConfigGroup group = new ConfigGroup("Pace", definition);
    group.add(
        ConfigKeys.POLL_INTERVAL,
        ConfigDef.Type.INT,
        10_000,
        between(100, DAY),
        Importance.HIGH,
        Width.SHORT,
        "Poll interval (ms)",
        "Milliseconds from the start of one request for the listing to the start of the next, 100 "
            + "to 86400000. 10000 is 8640 requests a day: check it against your quota.");
    group.add(
        ConfigKeys.POLL_IDLE_INTERVAL,
        ConfigDef.Type.INT,
        null,
        between(100, DAY),
        Importance.LOW,
        Width.SHORT,
        "Idle poll interval (ms)",
        "The poll interval while no API task of the listing is in flight, 100 to 86400000 and not "
            + "below poll.interval.ms, which is its default. A new task is then seen that much "
            + "later, and many requests are saved.");
    group.add(
        ConfigKeys.REQUESTS_PER_MINUTE,
        ConfigDef.Type.INT,
        50,
        between(1, 1_000_000),
        Importance.MEDIUM,
        Width.SHORT,
        "Requests per minute",
        "The most requests that this connector sends in a minute, 1 to 1000000, retries and "
            + "look-ups included, evenly spaced. Its Connect tasks share it, and polls come before "
            + "look-ups.");
    group.add(
        ConfigKeys.RETRY_BACKOFF,
        ConfigDef.Type.INT,
        1_000,
        between(100, DAY),
        Importance.LOW,
        Width.SHORT,
        "Shortest retry delay (ms)",
        "Milliseconds before the first retry of a failed request, 100 to 86400000. Further retries "
            + "wait for a random time between this and a bound that doubles each time.");
    group.add(
        ConfigKeys.RETRY_BACKOFF_MAX,
        ConfigDef.Type.INT,
        60_000,
        between(100, DAY),
        Importance.LOW,
        Width.SHORT,
        "Longest retry delay (ms)",
        "The longest milliseconds between two retries, 100 to 86400000, not below "
            + "retry.backoff.ms. A Retry-After of the server wins over it, up to an hour.");
    group.add(
        ConfigKeys.REFUSED_TIMEOUT,
        ConfigDef.Type.LONG,
        300_000L,
        between(0, 30L * DAY),
        Importance.LOW,
        Width.SHORT,
        "Give up when refused for (ms)",
        "Milliseconds for which a listing that was read before may be refused (401, 403, 404 and "
            + "the like) until its Connect task fails, 0 to 2592000000. With 0 one more request "
            + "confirms a refusal, as it does for a listing that was never read.");
    group.add(
        ConfigKeys.RETRY_TIMEOUT,
        ConfigDef.Type.LONG,
        -1L,
        between(-1, 30L * DAY),
        Importance.LOW,
        Width.SHORT,
        "Give up retrying after (ms)",
        "Milliseconds of failing without a success after which the Connect task fails, up to "
            + "2592000000; -1 goes on for ever. Time while the connector is paused does not count.");
  }
}
