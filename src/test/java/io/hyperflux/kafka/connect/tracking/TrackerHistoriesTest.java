package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.tracking.TrackerModel.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Random histories of one listing against {@link TrackerModel}: listings that are empty, halved,
 * shuffled, windows that pass on, old ones that come back, look-ups in any order, clean restarts,
 * crashes that lose the last offsets, records that a transformation drops. {@code -Dhistories=N}
 * runs more of them, {@code -Dhistories.seed=N} others.
 */
class TrackerHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("histories", 400);
  private static final long SEED = Long.getLong("histories.seed", 1);
  private static final String[] STATUSES = {
    "CREATED", "IN_PROGRESS", "COMPLETED", "FAILED", "UPSCALING", null
  };

  private int pushedOut;
  private int restarts;
  private int crashes;
  private int drops;
  private int lookUps;
  private int told;
  private int alterations;

  @Test
  void followTheRules() {
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      try {
        new History(seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dhistories=1 -Dhistories.seed=" + seed, e);
      }
    }

    // else they would prove little
    assertThat(pushedOut).as("pushed out").isGreaterThan(10 * HISTORIES);
    assertThat(restarts).as("restarts").isGreaterThan(2 * HISTORIES);
    assertThat(crashes).as("crashes").isGreaterThan(HISTORIES / 2);
    assertThat(drops).as("dropped records").isGreaterThan(5 * HISTORIES);
    assertThat(lookUps).as("look-ups").isGreaterThan(10 * HISTORIES);
    assertThat(alterations).as("alterations").isGreaterThan(HISTORIES / 2);
    assertThat(told).as("changes").isGreaterThan(100 * HISTORIES);
  }

  private final class History {
    private final Random random;
    private final Set<String> emitted;
    private final boolean looksUp;
    private final int absentAtLeast;
    private final boolean drops;
    private final Map<Integer, Stored> stored = new TreeMap<>(); // what was flushed
    private final Map<Integer, Stored> unflushed = new TreeMap<>();
    private final Map<String, String> truth = new HashMap<>(); // each task's status now
    private List<String> shown = new ArrayList<>();
    private StatusTracker tracker;
    private TrackerModel model;
    private int newest;
    private long now = 1_793_880_000_000L;
    private final List<Runnable> onTheirWay = new ArrayList<>();
    private int mostAllowed;

    History(long seed) {
      random = new Random(seed);
      emitted =
          switch (random.nextInt(4)) {
            case 0 -> Set.of("COMPLETED", "FAILED");
            case 1 -> Set.of("IN_PROGRESS", "COMPLETED");
            default -> Set.of();
          };
      looksUp = random.nextBoolean();
      absentAtLeast = 1 + random.nextInt(30);
      drops = random.nextInt(3) == 0;
    }

    void run() {
      start();
      for (int i = 0; i < 150; i++) {
        observe();
        if (looksUp) {
          lookUp();
        }
        switch (random.nextInt(25)) {
          case 0 -> stop();
          case 1 -> crash();
          case 2, 3, 4 -> flush();
          case 5, 6, 7, 8, 9, 10 -> settle();
          default -> {}
        }
      }
      stop();
      pushedOut += model.pushedOut;
    }

    private void start() {
      tracker = new StatusTracker(emitted, looksUp, absentAtLeast);
      SlotScan scan = new SlotScan();
      int found = 0;
      while (!scan.isDone()) {
        SlotScan.Block block = scan.next();
        for (int slot = block.from(); slot < block.to(); slot++) {
          Stored offset = stored.get(slot);
          if (offset != null) {
            scan.found(slot);
            found++;
            tracker.restore(slot, offset.taskId(), offset.status(), offset.observedAt(), 0);
          }
        }
      }
      assertThat(found).as("no stored slot is missed").isEqualTo(stored.size());
      pushedOut += model == null ? 0 : model.pushedOut;
      model = new TrackerModel(emitted, looksUp, absentAtLeast, stored);
    }

    /** What is remembered is what is stored, but for what a transformation has dropped. */
    private void stop() {
      settle();
      flush();
      restarts++;
      Map<String, String> remembered = new TreeMap<>();
      model.tasks.forEach(
          (taskId, task) -> {
            if (task.slot != null) {
              remembered.put(taskId, task.slot + " " + task.status);
            }
          });
      Map<String, String> inStore = new TreeMap<>();
      stored.forEach(
          (slot, offset) -> {
            if (!model.outdated.contains(slot)) {
              inStore.put(offset.taskId(), slot + " " + offset.status());
            }
          });
      if (!drops) {
        assertThat(inStore).isEqualTo(remembered);
        assertThat(tracker.size()).isGreaterThanOrEqualTo(remembered.size());
      }
      assertThat(stored.size()).as("stored offsets").isLessThanOrEqualTo(mostAllowed);
      if (random.nextInt(4) == 0) {
        alter();
      }
      start();
    }

    /** Somebody resets slots, or writes one, while the connector is stopped. */
    private void alter() {
      alterations++;
      List<Integer> slots = new ArrayList<>(stored.keySet());
      Collections.shuffle(slots, random);
      for (int slot : slots.subList(0, Math.min(slots.size(), random.nextInt(4)))) {
        Stored offset = stored.remove(slot);
        switch (random.nextInt(3)) {
          case 0 -> stored.put(slot, new Stored(offset.taskId(), "UPSCALING", now + 1));
          case 1 -> {
            stored.put(slot, offset);
            long before = offset.observedAt() - random.nextInt(2);
            stored.put(mostAllowed++, new Stored(offset.taskId(), "CREATED", before));
          }
          default -> {}
        }
      }
    }

    private void crash() {
      crashes++;
      unflushed.clear();
      onTheirWay.clear();
      start();
    }

    private void flush() {
      stored.putAll(unflushed);
      unflushed.clear();
    }

    private void observe() {
      now += random.nextInt(20) == 0 ? 30 * 3_600_000L : 10_000;
      List<Map.Entry<String, String>> listing = listing();
      tracker.requested();
      Observation observation = tracker.begin();
      listing.forEach(entry -> see(observation, entry.getKey(), entry.getValue()));
      observation.complete(Instant.ofEpochMilli(now));
      List<String> expected = model.observe(listing, now);
      List<String> changes = new ArrayList<>();
      for (StatusChange c = tracker.nextChange(); c != null; c = tracker.nextChange()) {
        changes.add(text(c));
        goesOut(c);
      }
      assertThat(changes).containsExactlyInAnyOrderElementsOf(expected);
      told += changes.size();
      assertThat(tracker.inFlight())
          .isEqualTo((int) model.tasks.values().stream().filter(t -> t.inFlight).count());
    }

    private void goesOut(StatusChange change) {
      // as many as there may ever have been reason for
      long needed =
          model.tasks.values().stream().filter(t -> t.listed || t.inFlight).count()
              + model.bound()
              + model.outdated.size();
      mostAllowed = Math.max(mostAllowed, (int) needed + 1);
      int slot = tracker.takeSlot(change);
      model.takes(change.taskId(), slot);
      boolean isDropped = drops && random.nextInt(3) == 0;
      onTheirWay.add(() -> arrives(change, slot, isDropped));
      if (!drops) {
        settle();
      }
    }

    /** The worker tells what became of records, in their order. */
    private void settle() {
      onTheirWay.forEach(Runnable::run);
      onTheirWay.clear();
    }

    private void arrives(StatusChange change, int slot, boolean isDropped) {
      if (isDropped) {
        TrackerHistoriesTest.this.drops++;
        tracker.dropped(slot, change.taskId());
        model.dropped(
            change.taskId(), slot, stored.containsKey(slot) || unflushed.containsKey(slot));
      } else {
        tracker.stored(slot);
        model.stored(slot);
        unflushed.put(
            slot, new Stored(change.taskId(), change.status(), change.observedAt().toEpochMilli()));
      }
    }

    private void lookUp() {
      tracker.newlyMissing();
      Set<String> missing = model.missing();
      for (String taskId : model.tasks.keySet()) {
        assertThat(tracker.isMissing(taskId)).as(taskId).isEqualTo(missing.contains(taskId));
      }
      for (String taskId : missing) {
        if (random.nextInt(3) > 0) {
          continue;
        }
        lookUps++;
        if (random.nextInt(4) == 0) {
          tracker.lost(taskId);
          model.lost(taskId);
          continue;
        }
        String status = truth.get(taskId) == null ? "FAILED" : truth.get(taskId);
        StatusChange change =
            tracker.lookedUp(taskId, status, Instant.ofEpochMilli(now), tracker.requests());
        assertThat(change == null ? null : text(change)).isEqualTo(model.lookedUp(taskId, status));
        if (change != null) {
          goesOut(change);
        }
      }
    }

    /** The next listing: a window of the tasks that passes on, now and then spoilt. */
    private List<Map.Entry<String, String>> listing() {
      int arrivals = random.nextInt(4) == 0 ? random.nextInt(30) : random.nextInt(4);
      for (int i = 0; i < arrivals; i++) {
        String taskId = taskId(newest++);
        truth.put(taskId, status());
        shown.add(taskId);
      }
      shown = new ArrayList<>(shown.subList(Math.max(0, shown.size() - 25), shown.size()));
      truth.replaceAll((id, status) -> random.nextInt(4) == 0 ? status() : status);
      List<String> ids = new ArrayList<>(shown);
      switch (random.nextInt(8)) {
        case 0 -> ids.clear();
        case 1 -> ids = ids.subList(0, ids.size() / 2);
        case 2 -> Collections.shuffle(ids, random);
        case 3 -> ids.add(taskId(random.nextInt(newest + 1)));
        case 4 -> ids.addAll(ids.subList(0, Math.min(3, ids.size())));
        default -> {}
      }
      List<Map.Entry<String, String>> listing = new ArrayList<>();
      for (String id : ids) {
        // a second entry of a task may have another status
        boolean twice = listing.stream().anyMatch(entry -> entry.getKey().equals(id));
        listing.add(new java.util.AbstractMap.SimpleEntry<>(id, twice ? status() : truth.get(id)));
      }
      return listing;
    }

    private String status() {
      return STATUSES[random.nextInt(STATUSES.length)];
    }

    private static void see(Observation observation, String taskId, String status) {
      if (taskId.startsWith("TASK")) {
        observation.seen(taskId, status);
      } else {
        UUID id = UUID.fromString(taskId);
        observation.seen(id.getMostSignificantBits(), id.getLeastSignificantBits(), status);
      }
    }
  }

  private static String taskId(int number) {
    return number % 3 == 0 ? "TASK-" + number : new UUID(number, 1).toString();
  }

  private static String text(StatusChange change) {
    return change.taskId() + ": " + change.previousStatus() + " -> " + change.status();
  }
}
