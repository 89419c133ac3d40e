package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.RunningTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Connect task remembers is what is stored, over absences, restarts and dropped records. */
@Timeout(60)
class RememberedTasksTest {
  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @Test
  void aListingThatIsEmptyForLongIsNoNewsWhenItComesBack() {
    world.api.put("x", "COMPLETED");
    world.api.put("y", "FAILED");
    assertThat(world.start().observations(2)).hasSize(2);
    hideBoth(true);
    assertThat(world.observations(300)).isEmpty();
    hideBoth(false);

    assertThat(world.observations(3)).isEmpty();
    assertThat(world.start().observations(3)).isEmpty();
  }

  @Test
  void aTaskThatComesAndGoesIsToldOnceHoweverOften() {
    List<SourceRecord> all = new ArrayList<>();
    world.api.put("x", "IN_PROGRESS");
    world.api.put("y", "IN_PROGRESS");
    all.addAll(world.start().observations(2));
    // for more than 100 observations the provider shows nothing, and 404 for single tasks
    world.api.remove("x");
    world.api.remove("y");
    all.addAll(world.observations(110));
    world.api.put("x", "IN_PROGRESS");
    all.addAll(world.observations(2));
    world.api.put("x", "COMPLETED");
    all.addAll(world.observations(2));
    world.api.leaveListing("x");
    all.addAll(world.observations(110));
    world.api.put("z", "COMPLETED");
    all.addAll(world.observations(2));
    world.start();
    all.addAll(world.observations(6));

    assertThat(RunningTask.texts(all))
        .containsExactlyInAnyOrder(
            "x: null -> IN_PROGRESS",
            "y: null -> IN_PROGRESS",
            "x: IN_PROGRESS -> COMPLETED",
            "z: null -> COMPLETED");
    assertThat(world.offsets.size()).isEqualTo(3);
  }

  @Test
  void aTaskHasOneSlotSoThatResettingItReplaysTheTask() {
    world.api.put("x", "COMPLETED");
    world.api.put("y", "COMPLETED");
    Object slot =
        world.start().observations(2).stream()
            .filter(record -> record.key().equals("x"))
            .findFirst()
            .orElseThrow()
            .sourcePartition();
    hideBoth(true);
    world.observations(110);
    hideBoth(false);
    world.observations(2);
    world.stop();
    world.offsets.reset(slot);

    assertThat(RunningTask.texts(world.start().observations(4)))
        .containsExactly("x: null -> COMPLETED");
  }

  private void hideBoth(boolean hidden) {
    world.api.hide("x", hidden);
    world.api.hide("y", hidden);
  }

  /** More completed tasks than a scan crosses as a hole; their records wait for look-ups. */
  private void produceOneBehindNineThousandThatWait() {
    world.config.put("lookup.completed", "true");
    world.config.put("hyperflux.requests.per.minute", "50");
    for (int i = 0; i < 9_000; i++) {
      world.api.put("ended-%05d".formatted(i), "COMPLETED");
    }
    world.start().observations(1);
    world.api.put("x", "IN_PROGRESS");
    assertThat(RunningTask.texts(world.pollWhilePassing(Duration.ofSeconds(40))))
        .contains("x: null -> IN_PROGRESS");
    world.stop();
  }

  @Test
  void recordsThatWaitForALookupHideNoStoredSlot() {
    produceOneBehindNineThousandThatWait();

    assertThat(RunningTask.texts(world.start().pollWhilePassing(Duration.ofSeconds(30))))
        .isNotEmpty()
        .doesNotContain("x: null -> IN_PROGRESS");
  }

  @Test
  void theEndOfATaskThatLeftWhileStoppedIsNotMissedForThem() {
    produceOneBehindNineThousandThatWait();
    world.api.leaveListing("x");
    world.api.put("x", "COMPLETED");

    // every held record has gone out by then
    assertThat(RunningTask.texts(world.start().pollWhilePassing(Duration.ofMinutes(20))))
        .contains("x: IN_PROGRESS -> COMPLETED");
  }

  @Test
  void aDroppedRecordIsOfferedAgainAfterARestartAndTakesNoSlot() {
    world.api.put("a", "IN_PROGRESS");
    world.api.put("b", "COMPLETED");
    world.start();
    world.drop(record -> ((Struct) record.value()).get("status").equals("IN_PROGRESS"));
    assertThat(world.observations(2)).hasSize(2);
    assertThat(world.observations(3)).as("it counts as produced").isEmpty();
    assertThat(world.offsets.size()).isOne();

    assertThat(RunningTask.texts(world.start().observations(3)))
        .containsExactly("a: null -> IN_PROGRESS");
    assertThat(world.offsets.size()).isEqualTo(2);
  }

  @Test
  void tasksWhoseRecordsAreDroppedShareFewSlots() {
    world.start();
    world.drop(record -> !record.key().toString().endsWith("0"));
    for (int i = 0; i < 500; i++) {
      world.api.put("task-" + i, "COMPLETED");
      if (i % 25 == 24) {
        world.observations(1);
      }
    }
    world.observations(2);

    assertThat(world.offsets.size()).isEqualTo(50);
    assertThat(world.offsets.all().keySet()).allMatch(slot -> number(slot.get("slot")) < 100);
  }

  private static int number(Object slot) {
    return Integer.parseInt(slot.toString().substring(SimulatedWorld.LISTING.length() + 1));
  }
}
