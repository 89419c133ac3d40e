package io.hyperflux.kafka.connect.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetsTopicTest {
  private final List<CollectedRecord> offsets = new ArrayList<>();

  @Test
  void tellsOfNothingWhileTimeGoesOnInEachSlot() {
    stored("0", "a", 100);
    stored("1", "b", 90);
    stored("0", "a", 100);
    stored("0", "a", 200);

    OffsetsTopic topic = new OffsetsTopic(offsets);

    assertThat(topic.count()).isZero();
    assertThat(isOverwritten(topic, "a", 100)).isFalse();
  }

  @Test
  void tellsWhatAnotherTaskOrRunHasOverwritten() {
    stored("0", "a", 100);
    stored("0", "a", 300);
    stored("1", "b", 300);
    stored("0", "a", 200); // the same task, as it was
    stored("1", "c", 250); // the slot was given away differently
    stored("1", "c", 400);
    stored("2", "d", 100);
    stored("2", "e", 500); // the same, by what was observed later

    OffsetsTopic topic = new OffsetsTopic(offsets);

    assertThat(topic.count()).isEqualTo(3);
    assertThat(isOverwritten(topic, "d", 100)).isTrue();
    assertThat(isOverwritten(topic, "d", 101)).isFalse();
    assertThat(isOverwritten(topic, "e", 500)).isFalse();
    assertThat(isOverwritten(topic, "a", 200)).isTrue();
    assertThat(isOverwritten(topic, "a", 300)).isTrue();
    assertThat(isOverwritten(topic, "a", 301)).isFalse();
    assertThat(isOverwritten(topic, "b", 300)).isTrue();
    assertThat(isOverwritten(topic, "c", 250)).isFalse();
  }

  @Test
  void passesOverWhatIsGone() {
    stored("0", "a", 300);
    offsets.add(
        new CollectedRecord("0", JsonNodeFactory.instance.nullNode(), null, 0, 0, offsets.size()));
    stored("0", "b", 400);

    assertThat(new OffsetsTopic(offsets).count()).isEqualTo(1);
  }

  @Test
  void tellsWhatWasStoredWhenATaskStarted() {
    storedAt("0", "a", 100, 1_000);
    storedAt("0", "a", 300, 2_000);

    OffsetsTopic topic = new OffsetsTopic(offsets);

    assertThat(isStored(topic, "a", 100, 6_001)).isTrue();
    assertThat(isStored(topic, "a", 100, 6_000)).as("read before it was stored").isFalse();
    assertThat(isStored(topic, "a", 300, 7_000)).isFalse();
    assertThat(isStored(topic, "a", 200, 7_001)).as("by a later one").isTrue();
    assertThat(isStored(topic, "a", 301, 9_000)).isFalse();
    assertThat(isStored(topic, "b", 100, 9_000)).isFalse();
  }

  @Test
  void doesNotTakeTheOffsetOfWhatComesNextForOneOfBefore() {
    storedAt("0", "a", 9_000, 1_000);

    assertThat(isStored(new OffsetsTopic(offsets), "a", 100, 9_000)).isFalse();
  }

  private static boolean isStored(OffsetsTopic topic, String taskId, long observedAt, long before) {
    return topic.hasStored(new Produced(taskId, null, "A", observedAt), before);
  }

  private void stored(String slot, String taskId, long observedAt) {
    storedAt(slot, taskId, observedAt, observedAt);
  }

  private void storedAt(String slot, String taskId, long observedAt, long timestamp) {
    ObjectNode offset =
        JsonNodeFactory.instance.objectNode().put("task_id", taskId).put("observed_at", observedAt);
    offsets.add(new CollectedRecord(slot, offset, offset.toString(), timestamp, 0, offsets.size()));
  }

  private static boolean isOverwritten(OffsetsTopic topic, String taskId, long observedAt) {
    return topic.hasOverwritten(new Produced(taskId, null, "A", observedAt));
  }
}
