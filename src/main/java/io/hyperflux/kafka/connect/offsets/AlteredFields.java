package io.hyperflux.kafka.connect.offsets;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of an offset that a user wants to store: whether a Connect task could read them. */
final class AlteredFields {
  private static final int LONGEST_TEXT = 256;
  private static final String EXAMPLE =
      "{\"task_id\": \"046b6c7f\", \"status\": \"COMPLETED\", \"observed_at\": 1793880000123}";

  private final @Nullable Map<String, ?> partition;
  private final Map<String, ?> offset;
  private final List<String> troubles;

  private AlteredFields(
      @Nullable Map<String, ?> partition, Map<String, ?> offset, List<String> troubles) {
    this.partition = partition;
    this.offset = offset;
    this.troubles = troubles;
  }

  /** Adds what is wrong with the offset's fields, and how it must be, to the troubles. */
  static void check(
      @Nullable Map<String, ?> partition, Map<String, ?> offset, List<String> troubles) {
    AlteredFields fields = new AlteredFields(partition, offset, troubles);
    fields.checkText(SlotOffset.TASK_ID);
    fields.checkText(SlotOffset.STATUS);
    fields.checkTime();
    fields.checkSnapshot();
    fields.checkNames();
  }

  private void checkText(String field) {
    boolean usable =
        offset.get(field) instanceof String text
            && !text.isBlank()
            && text.length() <= LONGEST_TEXT;
    if (!usable) {
      wrongField(field, "a text of 1 to %d characters".formatted(LONGEST_TEXT));
    }
  }

  private void checkTime() {
    Object time = offset.get(SlotOffset.OBSERVED_AT);
    boolean usable =
        (time instanceof Long || time instanceof Integer) && ((Number) time).longValue() >= 0;
    if (!usable) {
      wrongField(SlotOffset.OBSERVED_AT, "whole milliseconds since 1970");
    }
  }

  private void checkSnapshot() {
    Object size = offset.get(SlotOffset.SNAPSHOT);
    boolean usable = size == null || (size instanceof Long || size instanceof Integer);
    if (!usable || (size != null && ((Number) size).longValue() <= 0)) {
      wrongField(SlotOffset.SNAPSHOT, "a whole number from 1 on, or left out");
    }
  }

  private void checkNames() {
    TreeSet<String> others = new TreeSet<>(offset.keySet());
    others.removeAll(
        List.of(
            SlotOffset.TASK_ID, SlotOffset.STATUS, SlotOffset.OBSERVED_AT, SlotOffset.SNAPSHOT));
    if (!others.isEmpty()) {
      troubles.add(
          "The offset of %s has fields that this connector does not know: %s. It must be like %s, or null to reset it."
              .formatted(partition, others, EXAMPLE));
    }
  }

  private void wrongField(String field, String wanted) {
    Object value = offset.get(field);
    troubles.add(
        "The offset of %s %s; %s must be %s. It must be like %s, or null to reset it."
            .formatted(
                partition,
                value == null ? "has no " + field : "has the " + field + " " + shortened(value),
                field,
                wanted,
                EXAMPLE));
  }

  private static String shortened(Object value) {
    String text = value.toString();
    return text.length() <= 80 ? "'" + text + "'" : "'" + text.substring(0, 80) + "...'";
  }
}
