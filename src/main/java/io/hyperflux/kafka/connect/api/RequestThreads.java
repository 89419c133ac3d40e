package io.hyperflux.kafka.connect.api;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Creates the threads of one Connect task's HTTP client: daemon threads, so that they never keep a
 * worker from ending, with the task's logging context (MDC), so that their log lines name the
 * connector. To be created on the thread that starts the task.
 */
public final class RequestThreads implements ThreadFactory {
  private final String name;
  private final @Nullable Map<String, String> loggingContext = MDC.getCopyOfContextMap();
  private final AtomicInteger count = new AtomicInteger();

  public RequestThreads(String connectorName) {
    this.name = "hyperflux-" + connectorName + "-";
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(() -> runInContext(work), name + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private void runInContext(Runnable work) {
    if (loggingContext != null) {
      MDC.setContextMap(loggingContext);
    }
    work.run();
  }
}
