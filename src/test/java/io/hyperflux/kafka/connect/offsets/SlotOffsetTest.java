package io.hyperflux.kafka.connect.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literal maps: offsets are a persisted format that later versions must read. */
class SlotOffsetTest {
  private static final StatusChange CHANGE =
      new StatusChange(
          17, "046b", "COMPLETED", null, Instant.ofEpochMilli(1_793_880_000_123L), false, null);

  @Test
  void thePartitionIsPinned() {
    assertThat(SlotOffset.partition("/v1/ai/text-to-image/hyperflux", 17))
        .isEqualTo(Map.of("slot", "/v1/ai/text-to-image/hyperflux#17"));
  }

  @Test
  void theOffsetIsPinned() {
    assertThat(SlotOffset.offset(CHANGE, 0))
        .isEqualTo(
            Map.of("task_id", "046b", "status", "COMPLETED", "observed_at", 1_793_880_000_123L));
  }

  @Test
  void readsWhatItWrites() {
    assertThat(SlotOffset.parse(SlotOffset.offset(CHANGE, 0)))
        .isEqualTo(new SlotOffset("046b", "COMPLETED", 1_793_880_000_123L, 0));
    assertThat(SlotOffset.parse(SlotOffset.offset(CHANGE, 250)))
        .isEqualTo(new SlotOffset("046b", "COMPLETED", 1_793_880_000_123L, 250));
  }

  @Test
  void readsWhateverNumberJsonMakes() {
    assertThat(SlotOffset.parse(Map.of("task_id", "a", "status", "S", "observed_at", 5)))
        .isEqualTo(new SlotOffset("a", "S", 5, 0));
  }

  @Test
  void aSnapshotSizeThatIsNoneCountsAsNone() {
    for (Object size : new Object[] {-3, 0, "250"}) {
      assertThat(SlotOffset.parse(Map.of("task_id", "a", "status", "S", "snapshot", size)))
          .isEqualTo(new SlotOffset("a", "S", 0, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"/a#0, 0", "/a#17, 17", "/b#17, -1", "/a/b#17, -1", "/ab#17, -1", "/a, -1"})
  void tellsTheSlotOfAListingsPartition(String slot, int number) {
    assertThat(SlotOffset.slot("/a", Map.of("slot", slot))).isEqualTo(number);
  }

  @Test
  void otherPartitionsHaveNoSlot() {
    assertThat(SlotOffset.slot("/a", Map.of("file", "/a#0"))).isNegative();
    assertThat(SlotOffset.slot("/a", Map.of("slot", 7))).isNegative();
  }

  @Test
  void knowsWhatIsNotItsOwn() {
    assertThat(SlotOffset.parse(Map.of())).isNull();
    assertThat(SlotOffset.parse(Map.of("position", 7))).isNull();
    for (String field : new String[] {"task_id", "status"}) {
      Map<String, Object> offset = new HashMap<>(SlotOffset.offset(CHANGE, 0));
      offset.remove(field);
      assertThat(SlotOffset.parse(offset)).as("without " + field).isNull();
      assertThat(SlotOffset.isWhole(offset)).isFalse();
      offset.put(field, new Object());
      assertThat(SlotOffset.parse(offset)).as("with a strange " + field).isNull();
      assertThat(SlotOffset.isWhole(offset)).isFalse();
    }
  }

  @Test
  void aStatusWithoutItsTimeCountsAsTheOldest() {
    Map<String, Object> offset = new HashMap<>(SlotOffset.offset(CHANGE, 0));
    assertThat(SlotOffset.isWhole(offset)).isTrue();
    offset.put("observed_at", "yesterday");
    assertThat(SlotOffset.parse(offset)).isEqualTo(new SlotOffset("046b", "COMPLETED", 0, 0));
    assertThat(SlotOffset.isWhole(offset)).isFalse();
    offset.remove("observed_at");
    assertThat(SlotOffset.parse(offset)).isEqualTo(new SlotOffset("046b", "COMPLETED", 0, 0));
  }
}
