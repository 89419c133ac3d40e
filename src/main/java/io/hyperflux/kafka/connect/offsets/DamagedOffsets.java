package io.hyperflux.kafka.connect.offsets;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the stored offsets of one listing that are not as this connector writes them. */
final class DamagedOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(StoredSlots.class);

  private int damaged;
  private int unknown;
  private @Nullable String first;

  /** An offset was read. */
  void look(int slot, Map<String, Object> offset) {
    if (!SlotOffset.isWhole(offset) && ++damaged == 1) {
      first = "slot " + slot + " has the fields " + new TreeSet<>(offset.keySet());
    }
    if (SlotOffset.parse(offset) == null) {
      unknown++;
    }
  }

  /** How many tell no task and status. */
  int unknown() {
    return unknown;
  }

  /**
   * Warns if there are any.
   *
   * @param found how many offsets were read
   */
  void warn(String listing, int found) {
    if (damaged > 0) {
      LOG.warn(
          "{} of the {} source offsets stored for {} are not as this connector writes them: {} tell"
              + " no task and status and are passed over, the others count. They will be"
              + " overwritten when their slots are used. The first: {}. Have offsets been altered"
              + " by hand, or written by another connector of this name?",
          damaged,
          found,
          listing,
          unknown,
          first);
    }
  }
}
