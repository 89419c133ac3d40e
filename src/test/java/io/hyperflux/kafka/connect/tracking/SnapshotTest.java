package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {
  private final Snapshot snapshot = new Snapshot();

  @Test
  void isWhatTheFirstObservationShows() {
    snapshot.observed(2);

    assertThat(snapshot.has(null)).isTrue();
    assertThat(snapshot.has("CREATED")).isFalse();
    assertThat(snapshot.wentOut(true, true)).isEqualTo(2);
    assertThat(snapshot.wentOut(true, true)).isEqualTo(2);
    assertThat(snapshot.wentOut(false, true)).as("complete").isZero();

    snapshot.observed(5);
    assertThat(snapshot.has(null)).isFalse();
    assertThat(snapshot.wentOut(false, true)).isZero();
  }

  @Test
  void mayBeEmpty() {
    snapshot.observed(0);
    snapshot.observed(3);

    assertThat(snapshot.has(null)).isFalse();
    assertThat(snapshot.wentOut(false, true)).isZero();
  }

  /** A record of the first observation waits for a look-up; tasks of the second one overtake it. */
  @Test
  void growsByTheTasksThatComeNewMeanwhile() {
    snapshot.observed(2);
    assertThat(snapshot.wentOut(true, true)).isEqualTo(2);
    snapshot.observed(1);

    assertThat(snapshot.wentOut(false, true)).isEqualTo(3);
    assertThat(snapshot.wentOut(false, false)).as("a known task").isEqualTo(3);
    assertThat(snapshot.wentOut(true, true)).isEqualTo(3);
    assertThat(snapshot.wentOut(false, true)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what stored offsets say of it @ when | goes on
                       | true
          4@1 4@2      | true
          3@1 3@2      | true
          2@1 2@2      | false
          1@1 1@2      | false
          4@1 0@2      | false
          0@1 4@2      | false
          0@1          | false
          # the latest one counts
          4@2 2@1      | true
          2@1 4@2      | true
          4@1 2@2      | false
          2@2 4@1      | false
          # of the same time, the one in the higher slot
          2@1 4@1      | true
          4@1 2@1      | false
          """)
  void goesOnAfterARestartThatInterruptedIt(String stored, boolean goesOn) {
    String[] offsets = stored == null ? new String[0] : stored.split(" ", -1);
    for (String offset : offsets) {
      String[] parts = offset.split("@", -1);
      snapshot.restored(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }
    snapshot.observed(7);

    assertThat(snapshot.has(null)).isEqualTo(goesOn);
    assertThat(snapshot.wentOut(goesOn, true)).isEqualTo(goesOn ? offsets.length + 7 : 0);
  }
}
