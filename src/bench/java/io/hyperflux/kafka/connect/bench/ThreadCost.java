package io.hyperflux.kafka.connect.bench;

import com.sun.management.ThreadMXBean;
import io.hyperflux.kafka.connect.WatchingTask;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/**
 * What threads have cost so far.
 *
 * @param cpuNanos processor time
 * @param allocatedBytes bytes allocated on the heap
 */
record ThreadCost(long cpuNanos, long allocatedBytes) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The caller's thread and the watching task's own ones, as they are now. */
  static long[] ofWatching() {
    return LongStream.concat(
            LongStream.of(Thread.currentThread().getId()),
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(WatchingTask.THREADS))
                .mapToLong(Thread::getId))
        .toArray();
  }

  /** So far; all of them have to be alive. */
  static ThreadCost of(long[] threads) {
    long cpu = 0;
    long allocated = 0;
    for (long thread : threads) {
      long time = THREADS.getThreadCpuTime(thread);
      if (time < 0) {
        throw new IllegalStateException("a thread has ended");
      }
      cpu += time;
      allocated += THREADS.getThreadAllocatedBytes(thread);
    }
    return new ThreadCost(cpu, allocated);
  }

  ThreadCost since(ThreadCost before) {
    return new ThreadCost(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
  }
}
