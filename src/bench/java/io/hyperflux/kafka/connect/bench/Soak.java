package io.hyperflux.kafka.connect.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import io.hyperflux.kafka.connect.WatchingTask;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Many polls: with a status flip now and then, and with API tasks that come and go all the time, so
 * that earlier ones are forgotten and their slots used again. Nothing may grow.
 */
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
    int flips = (POLLS - 1) / POLLS_OF_A_FLIP;
    int comingAndGoing = (POLLS - 1) * ListingBytes.onePercent(TASKS);
    return Math.max(
        run("/gzip/flip-" + POLLS_OF_A_FLIP + "/" + TASKS, flips),
        run("/plain/front/" + TASKS, comingAndGoing));
  }

  private static int run(String listing, int changes) throws IOException, InterruptedException {
    System.out.println("Polling " + listing);
    try (ServedApi api = new ServedApi()) {
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
      System.out.printf(
          Locale.ROOT,
          "%d records of %d changes, %d requests over %d connections; heap %+.2f %%%n",
          records,
          changes,
          asked.requests(),
          asked.connections(),
          100.0 * (late.heap - early.heap) / early.heap);
      boolean passed =
          !late.isAbove(early)
              && records == changes
              && asked.requests() == POLLS
              && asked.connections() == 1;
      System.out.println(passed ? "✓ nothing grew" : "✗ not flat");
      return passed ? 0 : 1;
    }
  }
}
