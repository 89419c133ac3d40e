package io.hyperflux.kafka.connect.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateFlushesTest {
  private final List<CollectedRecord> offsets = new ArrayList<>();

  @Test
  void areNoneWhileTimeGoesOnInEachSlot() {
    stored("0", "a", 100);
    stored("1", "b", 90);
    stored("0", "a", 100);
    stored("0", "c", 200);

    LateFlushes late = new LateFlushes(offsets);

    assertThat(late.count()).isZero();
    assertThat(isOverwritten(late, "a", 100)).isFalse();
  }

  @Test
  void loseWhatAnotherTaskOrRunHasStored() {
    stored("0", "a", 100);
    stored("0", "a", 300);
    stored("1", "b", 300);
    stored("0", "a", 200); // the same task, as it was
    stored("1", "c", 250); // the slot was given away differently
    stored("1", "c", 400);

    LateFlushes late = new LateFlushes(offsets);

    assertThat(late.count()).isEqualTo(2);
    assertThat(isOverwritten(late, "a", 200)).isTrue();
    assertThat(isOverwritten(late, "a", 300)).isTrue();
    assertThat(isOverwritten(late, "a", 301)).isFalse();
    assertThat(isOverwritten(late, "b", 300)).isTrue();
    assertThat(isOverwritten(late, "c", 250)).isFalse();
  }

  @Test
  void areNotWhatIsGone() {
    stored("0", "a", 300);
    offsets.add(
        new CollectedRecord("0", JsonNodeFactory.instance.nullNode(), null, 0, 0, offsets.size()));
    stored("0", "b", 400);

    assertThat(new LateFlushes(offsets).count()).isEqualTo(1);
  }

  private void stored(String slot, String taskId, long observedAt) {
    ObjectNode offset =
        JsonNodeFactory.instance.objectNode().put("task_id", taskId).put("observed_at", observedAt);
    offsets.add(new CollectedRecord(slot, offset, offset.toString(), 0, 0, offsets.size()));
  }

  private static boolean isOverwritten(LateFlushes late, String taskId, long observedAt) {
    return late.haveOverwritten(new Produced(taskId, null, "A", observedAt));
  }
}
