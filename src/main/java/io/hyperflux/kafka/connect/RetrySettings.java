package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.tracking.Patience;
import io.hyperflux.kafka.connect.tracking.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How failed requests are tried again, and for how long.
 *
 * @param shortest the shortest delay, positive
 * @param longest the longest delay, not below the shortest
 * @param timeout how long to go on failing; empty: for ever
 * @param refusedTimeout how long a refusal of what worked before is borne; zero: as at the start
 */
record RetrySettings(
    Duration shortest, Duration longest, Optional<Duration> timeout, Duration refusedTimeout) {
  RetryPolicy policy(RandomGenerator random) {
    return new RetryPolicy(shortest, longest, random);
  }

  Patience patience() {
    return new Patience(refusedTimeout);
  }
}
