package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongestAbsentTest {
  private final LongestAbsent longest = new LongestAbsent();
  private final BitSet absent = new BitSet();
  private final BitSet kept = new BitSet(); // absent or not, they may not be forgotten
  private final int[] since = new int[1_001];

  /** Against the plain rule; numbers begin below zero, as those of stored tasks do. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 1_000})
  void isTheOneThatLeftFirst(int rows) {
    Random random = new Random(rows);
    int observation = -20;
    for (int step = 0; step < 20_000; step++) {
      int row = 1 + random.nextInt(rows);
      switch (random.nextInt(4)) {
        case 0 -> observation++;
        case 1 -> {
          if (absent.get(row)) {
            absent.clear(row); // it is listed again
          } else {
            leaves(row, observation);
          }
        }
        case 2 -> {
          kept.flip(row);
          if (absent.get(row) && !kept.get(row)) {
            longest.settled(row);
          }
        }
        default -> {
          int expected = expected();
          assertThat(next()).as("step %d", step).isEqualTo(expected);
          absent.clear(expected);
        }
      }
    }
  }

  @Test
  void ordersThoseItIsAskedFor() {
    leaves(7, -3);
    leaves(2, 5);
    leaves(3, -3);
    leaves(900, 4);
    leaves(1, 1);
    absent.clear(1);

    assertThat(longest.inOrder(absent)).containsExactly(3, 7, 900, 2);
  }

  private void leaves(int row, int observation) {
    longest.absent(row, observation);
    since[row] = observation;
    absent.set(row);
    if (!kept.get(row)) {
      longest.settled(row);
    }
  }

  private int next() {
    return longest.next(absent, row -> absent.get(row) && !kept.get(row));
  }

  private int expected() {
    Stream<Integer> candidates = absent.stream().filter(row -> !kept.get(row)).boxed();
    return candidates
        .min(Comparator.<Integer>comparingInt(row -> since[row]).thenComparingInt(row -> row))
        .orElse(TaskIds.NONE);
  }
}
