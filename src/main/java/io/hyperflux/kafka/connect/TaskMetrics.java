package io.hyperflux.kafka.connect;

import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a task's counters as metrics, where the worker can: Connect has metrics for plugins from
 * 4.1 on. Trouble with metrics is told to the log and never fails a task.
 */
final class TaskMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);

  private TaskMetrics() {}

  /** Registers them; the worker removes them when the task has stopped. */
  static void register(SourceTaskContext context, String listing, TaskCounters counters) {
    try {
      PluginGauges.register(context, listing, counters);
    } catch (LinkageError e) {
      // neither the method nor its types are there: only PluginGauges may name them
      LOG.info("This worker is older than Connect 4.1 and has no metrics for plugins");
    } catch (RuntimeException e) {
      LOG.warn("The task goes on without metrics: they could not be registered: {}", e.toString());
    }
  }
}
