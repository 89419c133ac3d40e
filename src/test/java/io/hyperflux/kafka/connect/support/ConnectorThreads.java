package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The threads that the connector's tasks make in this JVM. */
public final class ConnectorThreads {
  private ConnectorThreads() {}

  /** A thread's last steps come after the end of its pool, so it may take a moment. */
  public static void assertNoneIsLeft() {
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("hyperflux-")));
  }
}
