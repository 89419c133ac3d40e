package io.hyperflux.kafka.connect.offsets;

import io.hyperflux.kafka.connect.config.UrlChecks;
import io.hyperflux.kafka.connect.tracking.SlotScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
  private static final int LONGEST_TEXT = 256;
  private static final int MOST_SHOWN = 5;
  private static final Pattern SLOT_NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final String PARTITION_EXAMPLE =
      "{\"slot\": \"/v1/ai/text-to-image/hyperflux#0\"}";
  private static final String OFFSET_EXAMPLE =
      "{\"task_id\": \"046b6c7f\", \"status\": \"COMPLETED\", \"observed_at\": 1793880000123}";

  private final List<String> troubles = new ArrayList<>();
  private final Map<Claim, String> slots = new HashMap<>();
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
    String listing = listingOf(partition);
    checkText(partition, offset, SlotOffset.TASK_ID);
    checkText(partition, offset, SlotOffset.STATUS);
    checkTime(partition, offset);
    checkSnapshot(partition, offset);
    checkFields(partition, offset);
    SlotOffset parsed = SlotOffset.parse(offset);
    if (partition == null || listing == null || parsed == null || troubles.size() > before) {
      return;
    }
    String slot = (String) partition.get(SlotOffset.SLOT);
    numbers
        .computeIfAbsent(listing, path -> new TreeSet<>())
        .add(SlotOffset.slot(listing, partition));
    String other =
        slots.putIfAbsent(new Claim(listing, parsed.taskId(), parsed.observedAtMillis()), slot);
    if (other != null) {
      troubles.add(
          "The task %s is in two slots, %s and %s, with the same observed_at: leave one out, or set it to null."
              .formatted(parsed.taskId(), other, slot));
    }
  }

  /** The listing that a partition belongs to; null, and an error, if the partition is not valid. */
  private @Nullable String listingOf(@Nullable Map<String, ?> partition) {
    if (partition == null
        || partition.size() != 1
        || !(partition.get(SlotOffset.SLOT) instanceof String slot)) {
      troubles.add(
          "The partition %s is none of this connector's: it must have one field like %s."
              .formatted(partition, PARTITION_EXAMPLE));
      return null;
    }
    int hash = slot.lastIndexOf('#');
    if (hash < 0) {
      troubles.add(
          "The slot %s has no number: it must be a listing's path, #, and a number, like %s."
              .formatted(slot, PARTITION_EXAMPLE));
      return null;
    }
    String listing = slot.substring(0, hash);
    String trouble = UrlChecks.troubleWithListingPath(listing);
    if (trouble != null) {
      troubles.add("In the slot %s, the path before # %s".formatted(slot, trouble));
      return null;
    }
    String number = slot.substring(hash + 1);
    if (!SLOT_NUMBER.matcher(number).matches() || Long.parseLong(number) >= Integer.MAX_VALUE) {
      troubles.add(
          "In the slot %s, what follows # must be a whole number from 0 on, in digits without leading zeros."
              .formatted(slot));
      return null;
    }
    return listing;
  }

  private void checkText(@Nullable Map<String, ?> partition, Map<String, ?> offset, String field) {
    boolean usable =
        offset.get(field) instanceof String text
            && !text.isBlank()
            && text.length() <= LONGEST_TEXT;
    if (!usable) {
      wrongField(partition, offset, field, "a text of 1 to %d characters".formatted(LONGEST_TEXT));
    }
  }

  private void checkTime(@Nullable Map<String, ?> partition, Map<String, ?> offset) {
    Object time = offset.get(SlotOffset.OBSERVED_AT);
    boolean usable =
        (time instanceof Long || time instanceof Integer) && ((Number) time).longValue() >= 0;
    if (!usable) {
      wrongField(partition, offset, SlotOffset.OBSERVED_AT, "whole milliseconds since 1970");
    }
  }

  private void checkSnapshot(@Nullable Map<String, ?> partition, Map<String, ?> offset) {
    Object size = offset.get(SlotOffset.SNAPSHOT);
    boolean usable = size == null || (size instanceof Long || size instanceof Integer);
    if (!usable || (size != null && ((Number) size).longValue() <= 0)) {
      wrongField(partition, offset, SlotOffset.SNAPSHOT, "a whole number from 1 on, or left out");
    }
  }

  private void checkFields(@Nullable Map<String, ?> partition, Map<String, ?> offset) {
    TreeSet<String> others = new TreeSet<>(offset.keySet());
    others.removeAll(
        List.of(
            SlotOffset.TASK_ID, SlotOffset.STATUS, SlotOffset.OBSERVED_AT, SlotOffset.SNAPSHOT));
    if (!others.isEmpty()) {
      troubles.add(
          "The offset of %s has fields that this connector does not know: %s. It must be like %s, or null to reset it."
              .formatted(partition, others, OFFSET_EXAMPLE));
    }
  }

  private void wrongField(
      @Nullable Map<String, ?> partition, Map<String, ?> offset, String field, String wanted) {
    Object value = offset.get(field);
    troubles.add(
        "The offset of %s %s; %s must be %s. It must be like %s, or null to reset it."
            .formatted(
                partition,
                value == null ? "has no " + field : "has the " + field + " " + shortened(value),
                field,
                wanted,
                OFFSET_EXAMPLE));
  }

  private static String shortened(Object value) {
    String text = value.toString();
    return text.length() <= 80 ? "'" + text + "'" : "'" + text.substring(0, 80) + "...'";
  }
}
