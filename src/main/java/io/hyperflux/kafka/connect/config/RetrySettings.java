package io.hyperflux.kafka.connect.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How failed requests are tried again, and for how long.
 *
 * @param shortest the shortest delay, positive
 * @param longest the longest delay, not below the shortest
 * @param timeout how long to go on failing; null: for ever
 * @param refusedTimeout how long a refusal of what worked before is borne; zero: as at the start
 */
public record RetrySettings(
    Duration shortest, Duration longest, @Nullable Duration timeout, Duration refusedTimeout) {}
