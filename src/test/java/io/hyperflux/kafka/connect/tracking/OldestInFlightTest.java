package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Since when the one is in flight that is so longest. */
class OldestInFlightTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private StatusTracker tracker = new StatusTracker(Set.of(), true);
  private int minute;

  @Test
  void isTheFirstThatHasNotEnded() {
    assertThat(oldest("done=COMPLETED")).isZero();
    assertThat(oldest("done=COMPLETED", "a=CREATED")).isEqualTo(at(2));
    assertThat(oldest("a=IN_PROGRESS", "b=CREATED")).isEqualTo(at(2));
    assertThat(oldest("a=COMPLETED", "b=CREATED")).isEqualTo(at(3));
    assertThat(oldest("a=COMPLETED", "b=FAILED")).isZero();
    assertThat(oldest("a=IN_PROGRESS")).as("taken up again").isEqualTo(at(6));
  }

  @Test
  void mayBeStoredOrMissing() {
    tracker.restore(0, "a", "IN_PROGRESS", at(-60), 0);
    assertThat(oldest("b=CREATED")).isEqualTo(at(-60));
    assertThat(oldest("b=CREATED")).isEqualTo(at(-60));
    assertThat(oldest("b=CREATED")).isEqualTo(at(-60));
    assertThat(tracker.isMissing("a")).isTrue();

    tracker.lost("a");
    assertThat(oldest("b=CREATED")).as("nobody knows how a ended").isEqualTo(at(1));
  }

  /** A status that is filtered out ends a flight, too. */
  @Test
  void mayEndUnseen() {
    tracker = new StatusTracker(Set.of("CREATED"), false);
    assertThat(oldest("a=CREATED")).isEqualTo(at(1));
    assertThat(oldest("a=COMPLETED")).isZero();
  }

  private long oldest(String... entries) {
    minute++;
    tracker.requested();
    Observation observation = tracker.begin();
    for (String entry : entries) {
      String[] parts = entry.split("=", 2);
      observation.seen(parts[0], parts[1]);
    }
    observation.complete(Instant.ofEpochMilli(at(minute)));
    while (tracker.hasChanges()) {
      tracker.nextChange();
    }
    return observation.oldestInFlightMillis();
  }

  private static long at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute)).toEpochMilli();
  }
}
