package io.hyperflux.kafka.connect.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import io.hyperflux.kafka.connect.WatchingTask;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Many polls with a status flip now and then: nothing may grow. */
final class Soak {
  private static final int POLLS = 50_000;
  private static final int TASKS = 1_000;
  private static final int POLLS_OF_A_FLIP = 10;
  private static final double HEAP_GROWTH = 0.02;

  private Soak() {}

  /**
   * What could grow.
   *
   * @param files open file descriptors, sockets among them
   */
  private record State(long heap, int threads, long files) {
    static State now() {
      UnixOperatingSystemMXBean os =
          (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new State(
          HeapInUse.bytes(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          os.getOpenFileDescriptorCount());
    }

    boolean isAbove(State before) {
      return heap > before.heap * (1 + HEAP_GROWTH)
          || threads > before.threads
          || files > before.files;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "heap %,d bytes, %d threads, %d open files", heap, threads, files);
    }
  }

  /** 0 if all stayed flat, else 1. */
  static int run() throws IOException, InterruptedException {
    try (ServedApi api = new ServedApi()) {
      String listing = "/gzip/flip-" + POLLS_OF_A_FLIP + "/" + TASKS;
      State early = null;
      State late;
      int records = 0;
      try (WatchingTask task = new WatchingTask(api.url(), listing)) {
        task.observe(TASKS);
        for (int poll = 1; poll < POLLS; poll++) {
          records += task.observe();
          if (poll == POLLS / 10) {
            early = State.now();
            System.out.println("after " + poll + " polls: " + early);
          }
        }
        late = State.now();
        System.out.println("after " + task.polls() + " polls: " + late);
      }
      ServedApi.Stats asked = api.stats(listing);
      int flips = (POLLS - 1) / POLLS_OF_A_FLIP;
      System.out.printf(
          Locale.ROOT,
          "%d records of %d flips, %d requests over %d connections; heap %+.2f %%%n",
          records,
          flips,
          asked.requests(),
          asked.connections(),
          100.0 * (late.heap - early.heap) / early.heap);
      boolean passed =
          !late.isAbove(early)
              && records == flips
              && asked.requests() == POLLS
              && asked.connections() == 1;
      System.out.println(passed ? "✓ nothing grew" : "✗ not flat");
      return passed ? 0 : 1;
    }
  }
}
