package io.hyperflux.kafka.connect.support;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.awaitility.Awaitility;

/** How to see that a node can be used. */
@FunctionalInterface
interface Readiness {
  Duration LONGEST = Duration.ofMinutes(2);

  boolean isReady();

  /** A broker that tells about itself. */
  static Readiness ofBroker(String bootstrapServers) {
    return () -> {
      Map<String, Object> config =
          Map.of(
              AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
              bootstrapServers,
              AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
              "100");
      try (Admin admin = Admin.create(config)) {
        DescribeClusterOptions quickly = new DescribeClusterOptions().timeoutMs(5_000);
        return !admin.describeCluster(quickly).nodes().get().isEmpty();
      } catch (ExecutionException notYet) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    };
  }

  /** Waits until it is ready; fails at once when it is no longer alive. */
  default void await(String name, BooleanSupplier alive) {
    Awaitility.await(name + " is ready")
        .dontCatchUncaughtExceptions()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .atMost(LONGEST)
        .until(
            () -> {
              if (!alive.getAsBoolean()) {
                throw new IllegalStateException(name + " ended before it was ready");
              }
              return isReady();
            });
  }
}
