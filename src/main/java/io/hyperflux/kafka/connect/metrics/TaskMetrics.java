package io.hyperflux.kafka.connect.metrics;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a Connect task's counters as metrics: with Connect (4.1 and later), or as MBeans of our
 * own. Errors are logged and never fail a task.
 *
 * <p>To be created together with its task: a worker creates the instances of one task in their
 * order, but may start and stop them in another one.
 */
public final class TaskMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);
  private static final AtomicLong CREATED = new AtomicLong();

  private final long age = CREATED.incrementAndGet();
  private @Nullable TaskMBeans own;

  /**
   * Shows what is counted from now on; at most once.
   *
   * @param connector the connector's name
   * @param number the task's number within its connector, as Connect counts them
   * @param counters by listing
   */
  public void register(
      SourceTaskContext context,
      String connector,
      String number,
      Map<String, ListingCounters> counters) {
    try {
      try {
        PluginGauges.register(context, counters);
      } catch (LinkageError olderWorker) {
        // neither the method nor its types are there: only PluginGauges may name them
        own = TaskMBeans.register(connector, number, age, counters);
        LOG.info(
            "This worker is older than Connect 4.1 and has no metrics for plugins:"
                + " the task has MBeans of its own, {}:type=plugins,*",
            TaskMBeans.DOMAIN);
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("The task goes on without metrics: they could not be registered: {}", e.toString());
    }
  }

  /** Removes what the worker does not remove; harmless when called again. */
  public void close() {
    try {
      if (own != null) {
        own.close();
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("The task's metrics could not be removed: {}", e.toString());
    } finally {
      own = null;
    }
  }
}
