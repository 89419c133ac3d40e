package io.hyperflux.kafka.connect.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class RequestThreadsTest {
  @AfterEach
  void clear() {
    MDC.clear();
  }

  @Test
  void areDaemonsNamedForTheirConnector() {
    RequestThreads threads = new RequestThreads("images");

    assertThat(threads.newThread(() -> {}).getName()).isEqualTo("hyperflux-images-1");
    assertThat(threads.newThread(() -> {}))
        .returns("hyperflux-images-2", Thread::getName)
        .returns(true, Thread::isDaemon);
  }

  @Test
  void carryTheLoggingContextOfWhoStartedTheTask() {
    MDC.put("connector.context", "[images|task-0] ");
    RequestThreads threads = new RequestThreads("images");
    MDC.put("connector.context", "[another|task-1] ");
    CompletableFuture<String> seen = new CompletableFuture<>();
    threads.newThread(() -> seen.complete(MDC.get("connector.context"))).start();

    assertThat(seen.join()).isEqualTo("[images|task-0] ");
  }
}
