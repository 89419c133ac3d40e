package io.hyperflux.kafka.connect.offsets;

import io.hyperflux.kafka.connect.tracking.SlotScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Validates source offsets that a user wants to store over Connect's REST API. A task finds stored
 * offsets only by asking for the keys that it knows: an offset under another key would never be
 * read.
 *
 * <p>Only the request is known here, not what is stored already. A null offset is a reset, and is
 * accepted whatever it resets: it may remove what should never have been stored.
 */
public final class AlteredOffsets {
  private static final int MOST_SHOWN = 5;

  private final List<String> troubles = new ArrayList<>();
  private final Map<Claim, AlteredSlot> slots = new HashMap<>();
  private final Map<String, NavigableSet<Integer>> numbers = new TreeMap<>(); // by listing

  /** Two slots must not have all of this in common: it would be undefined which one counts. */
  private record Claim(String listing, String taskId, long observedAt) {}

  private AlteredOffsets() {}

  /**
   * Accepts offsets that a task can read, and resets.
   *
   * @throws ConnectException that tells what is wrong, several things at once
   */
  public static void check(Map<Map<String, ?>, Map<String, ?>> offsets) {
    AlteredOffsets altered = new AlteredOffsets();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            altered.checkEntry(partition, offset);
          }
        });
    altered.numbers.forEach(altered::checkReach);
    altered.refuseIfWrong();
  }

  /** Checks that a starting task would find each slot by reading on from those below it. */
  private void checkReach(String listing, NavigableSet<Integer> slotNumbers) {
    int used = 0;
    for (int slot : slotNumbers) {
      if (slot >= SlotScan.reach(used)) {
        troubles.add(
            "The slot %s#%d would never be read: a starting task goes on to at most #%d if nothing lies between. Use a lower number, or give all slots of the listing at once, as GET .../offsets shows them."
                .formatted(listing, slot, SlotScan.reach(used) - 1));
        return;
      }
      used = slot + 1;
    }
  }

  private void refuseIfWrong() {
    if (troubles.isEmpty()) {
      return;
    }
    int more = troubles.size() - MOST_SHOWN;
    throw new ConnectException(
        "No offset was altered. "
            + String.join(" ", troubles.subList(0, Math.min(MOST_SHOWN, troubles.size())))
            + (more > 0 ? " And " + more + " more." : ""));
  }

  private void checkEntry(@Nullable Map<String, ?> partition, Map<String, ?> offset) {
    int before = troubles.size();
    AlteredSlot slot = AlteredSlot.of(partition, troubles);
    AlteredFields.check(partition, offset, troubles);
    SlotOffset parsed = SlotOffset.parse(offset);
    if (slot == null || parsed == null || troubles.size() > before) {
      return;
    }
    numbers.computeIfAbsent(slot.listing(), path -> new TreeSet<>()).add(slot.number());
    Claim claim = new Claim(slot.listing(), parsed.taskId(), parsed.observedAtMillis());
    AlteredSlot other = slots.putIfAbsent(claim, slot);
    if (other != null) {
      troubles.add(
          "The task %s is in two slots, %s and %s, with the same observed_at: leave one out, or set it to null."
              .formatted(parsed.taskId(), other, slot));
    }
  }
}
