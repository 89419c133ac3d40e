package io.hyperflux.kafka.connect.offsets;

import io.hyperflux.kafka.connect.config.UrlChecks;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source partition of an offset that a user wants to store: a slot of a listing.
 *
 * @param listing its path
 * @param number of the slot, from 0
 */
record AlteredSlot(String listing, int number) {
  private static final Pattern SLOT_NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final String EXAMPLE = "{\"slot\": \"/v1/ai/text-to-image/hyperflux#0\"}";

  /** The slot that a partition names; null, and one more trouble, if it is not valid. */
  static @Nullable AlteredSlot of(@Nullable Map<String, ?> partition, List<String> troubles) {
    if (partition == null
        || partition.size() != 1
        || !(partition.get(SlotOffset.SLOT) instanceof String slot)) {
      troubles.add(
          "The partition %s is none of this connector's: it must have one field like %s."
              .formatted(partition, EXAMPLE));
      return null;
    }
    int hash = slot.lastIndexOf('#');
    if (hash < 0) {
      troubles.add(
          "The slot %s has no number: it must be a listing's path, #, and a number, like %s."
              .formatted(slot, EXAMPLE));
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
    return new AlteredSlot(listing, Integer.parseInt(number));
  }

  @Override
  public String toString() {
    return listing + "#" + number;
  }
}
