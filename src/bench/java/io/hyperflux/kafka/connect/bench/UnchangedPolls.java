package io.hyperflux.kafka.connect.bench;

import io.hyperflux.kafka.connect.WatchingTask;
import io.hyperflux.kafka.connect.api.ApiSettings;
import io.hyperflux.kafka.connect.api.BareDownload;
import io.hyperflux.kafka.connect.api.HandedOverDownload;
import io.hyperflux.kafka.connect.cost.Figures;
import io.hyperflux.kafka.connect.cost.Measurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a poll costs that finds nothing, or little, to tell: processor time and allocation. */
final class UnchangedPolls {
  private static final double SAME_GOAL = 1.5;
  private static final double FRONT_GOAL = 1.6;
  private static final double SHUFFLED_GOAL = 3;
  private static final double MILLION_SHUFFLED_GOAL = 5;
  private static final double GROWTH_GOAL = 2;
  private static final double ALLOCATION_GOAL = 64_000;

  private final ServedApi api;
  private final List<Measurement> measurements = new ArrayList<>();

  private UnchangedPolls(ServedApi api) {
    this.api = api;
  }

  /**
   * How much is measured.
   *
   * @param polls polls of one figure; a short one alone is hard to measure
   */
  private record Size(int tasks, int polls, int warmUp, int pairs) {
    /** Whether handing a request over to another thread weighs as much as the listing. */
    boolean isSmall() {
      return tasks <= 1_000;
    }
  }

  private static final List<Size> SIZES =
      List.of(
          new Size(1_000, 50, 120, 21), new Size(100_000, 2, 60, 21), new Size(1_000_000, 1, 7, 9));

  /** One pair's sides are measured one after the other, so that all meet the same weather. */
  private static final class Costs {
    final double[] cpuNanos;
    final double[] floorCpuNanos;
    final double[] handedOverCpuNanos; // of the floor with a thread of its own; 0 unless small
    final double[] allocatedBytes; // of one poll

    Costs(int pairs) {
      cpuNanos = new double[pairs];
      floorCpuNanos = new double[pairs];
      handedOverCpuNanos = new double[pairs];
      allocatedBytes = new double[pairs];
    }
  }

  static List<Measurement> measure(ServedApi api) throws IOException, InterruptedException {
    UnchangedPolls polls = new UnchangedPolls(api);
    for (String encoding : List.of("plain", "gzip")) {
      polls.measure(encoding);
    }
    for (EntryForm form : EntryForm.values()) {
      polls.measure(form);
    }
    return polls.measurements;
  }

  private void measure(String encoding) throws IOException, InterruptedException {
    double perTask = 0;
    for (Size size : SIZES) {
      for (String order : List.of("same", "front", "shuffled")) {
        Costs costs = measure("/" + encoding + "/" + order + "/" + size.tasks, order, size);
        add(encoding, order, size, costs);
        if (order.equals("same") && encoding.equals("plain")) {
          add(allocation(size, costs));
          double before = perTask;
          perTask = Figures.median(costs.cpuNanos) / size.polls / size.tasks;
          if (size.tasks == 1_000_000) {
            add(growth(before, perTask));
          }
        }
      }
    }
  }

  /** Of listings whose entries are written in another way than the API's page shows. */
  private void measure(EntryForm form) throws IOException, InterruptedException {
    Size size = SIZES.get(1);
    Costs costs = measure("/plain/" + form.order() + "/" + size.tasks, form.order(), size);
    String what = "same order, " + form + ", " + tasks(size.tasks);
    add(
        ratio(
            what, size, costs.cpuNanos, costs.floorCpuNanos, SAME_GOAL, "download and token scan"));
  }

  private Costs measure(String listing, String order, Size size)
      throws IOException, InterruptedException {
    int changes = order.equals("front") ? ListingBytes.onePercent(size.tasks) : 0;
    Costs costs = new Costs(size.pairs);
    ApiSettings settings = WatchingTask.apiSettings(api.url(), listing);
    try (WatchingTask task = new WatchingTask(api.url(), listing);
        BareDownload bare = new BareDownload(settings);
        HandedOverDownload handedOver = new HandedOverDownload(settings, WatchingTask.threads())) {
      task.observe(size.tasks);
      for (int i = -size.warmUp; i < size.pairs; i++) {
        ThreadCost ofTask = observe(task, changes, size.polls);
        ThreadCost ofBare = scan(bare::scan, listing, size);
        long handedOverCpuNanos =
            size.isSmall() ? scan(handedOver::scan, listing, size).cpuNanos() : 0;
        if (i >= 0) {
          costs.cpuNanos[i] = ofTask.cpuNanos();
          costs.floorCpuNanos[i] = ofBare.cpuNanos();
          costs.handedOverCpuNanos[i] = handedOverCpuNanos;
          costs.allocatedBytes[i] = (double) ofTask.allocatedBytes() / size.polls;
        }
      }
    }
    return costs;
  }

  private static ThreadCost observe(WatchingTask task, int changes, int polls)
      throws InterruptedException {
    long[] threads = ThreadCost.ofWatching();
    ThreadCost before = ThreadCost.of(threads);
    for (int i = 0; i < polls; i++) {
      task.observe(changes);
    }
    return ThreadCost.of(threads).since(before);
  }

  /** Downloads a listing and scans its tokens, whose number it tells. */
  @FunctionalInterface
  private interface Floor {
    int scan(String path) throws IOException, InterruptedException;
  }

  private static ThreadCost scan(Floor floor, String listing, Size size)
      throws IOException, InterruptedException {
    long[] threads = ThreadCost.ofWatching();
    ThreadCost before = ThreadCost.of(threads);
    for (int i = 0; i < size.polls; i++) {
      if (floor.scan(listing + "?bare") < 6 * size.tasks) {
        throw new IllegalStateException("The floor did not read all");
      }
    }
    return ThreadCost.of(threads).since(before);
  }

  private void add(String encoding, String order, Size size, Costs costs) {
    String text =
        switch (order) {
          case "same" -> "same order";
          case "front" -> "1 % new in front";
          default -> "shuffled";
        };
    double goal =
        switch (order) {
          case "same" -> SAME_GOAL;
          case "front" -> FRONT_GOAL;
          default -> size.tasks == 1_000_000 ? MILLION_SHUFFLED_GOAL : SHUFFLED_GOAL;
        };
    boolean compressed = encoding.equals("gzip");
    String what = text + ", " + tasks(size.tasks) + (compressed ? ", gzip" : "");
    double goalIfAny = compressed ? Double.NaN : goal;
    add(
        ratio(
            what,
            size,
            costs.cpuNanos,
            costs.floorCpuNanos,
            size.isSmall() ? Double.NaN : goalIfAny,
            "download and token scan"));
    if (size.isSmall()) {
      add(
          ratio(
              what + ", threads alike",
              size,
              costs.cpuNanos,
              costs.handedOverCpuNanos,
              goalIfAny,
              "download by a thread of its own and token scan"));
    }
  }

  private static Measurement ratio(
      String what, Size size, double[] cpu, double[] floor, double goal, String floorText) {
    return Measurement.ratio(
        what,
        Figures.medianRatio(cpu, floor),
        goal,
        String.format(
            Locale.ROOT,
            "CPU of a poll over %s: %.2f ms over %.2f ms",
            floorText,
            Figures.median(cpu) / size.polls / 1e6,
            Figures.median(floor) / size.polls / 1e6));
  }

  private static Measurement allocation(Size size, Costs costs) {
    return new Measurement(
        "allocation, " + tasks(size.tasks),
        Figures.median(costs.allocatedBytes),
        "bytes",
        ALLOCATION_GOAL,
        "by a poll of an unchanged listing");
  }

  private static Measurement growth(double perTask, double perTaskOfMany) {
    return Measurement.ratio(
        "growth from 100,000 to 1,000,000",
        perTaskOfMany / perTask,
        GROWTH_GOAL,
        String.format(
            Locale.ROOT, "CPU of a poll by task: %.0f ns over %.0f ns", perTaskOfMany, perTask));
  }

  private void add(Measurement measurement) {
    System.out.println(measurement);
    measurements.add(measurement);
  }

  private static String tasks(int tasks) {
    return String.format(Locale.ROOT, "%,d", tasks);
  }
}
