package io.hyperflux.kafka.connect.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdsTest {
  private final TaskIds ids = new TaskIds();
  private final Map<String, Integer> model = new HashMap<>();
  private final Set<Integer> rows = new HashSet<>();

  /** How the ids of a random history are made. */
  enum Kind {
    RANDOM_UUIDS,
    COUNTING_UUIDS,
    COUNTING_UUIDS_AT_THE_FRONT,
    TEXTS,
    TEXTS_OF_ONE_HASH,
    UPPER_CASE,
    MIXED;

    String make(Random random) {
      int n = random.nextInt(4_000);
      return switch (this) {
        case RANDOM_UUIDS -> new UUID(random.nextLong(), random.nextLong()).toString();
        case COUNTING_UUIDS -> new UUID(0, 1 + n).toString();
        case COUNTING_UUIDS_AT_THE_FRONT -> new UUID(n, 1).toString();
        case TEXTS -> "task-" + n;
        case TEXTS_OF_ONE_HASH -> sameHash(n & 0xFF);
        case UPPER_CASE -> new UUID(n, 0xABCD).toString().toUpperCase(Locale.ROOT);
        case MIXED -> n % 2 == 0 ? "task-" + n : new UUID(0, n).toString();
      };
    }

    /** "Aa" and "BB" have one hash. */
    private static String sameHash(int bits) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 8; i++) {
        text.append((bits >> i & 1) == 0 ? "Aa" : "BB");
      }
      return text.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesWhatAMapWouldDo(Kind kind) {
    Random random = new Random(20261123);
    for (int step = 0; step < 50_000; step++) {
      String id = kind.make(random);
      int row = ids.find(id);
      assertThat(row).isEqualTo(model.getOrDefault(id, TaskIds.NONE));
      if (row == TaskIds.NONE) {
        row = ids.add(id);
        assertThat(rows.add(row)).as("a row of its own").isTrue();
        model.put(id, row);
      } else if (random.nextInt(3) == 0) {
        remove(id);
      }
      if (model.size() > 1_000) {
        removeHalf(random);
      }
      if (random.nextInt(100) == 0) {
        ids.rewind();
      }
      assertThat(ids.size()).isEqualTo(model.size());
    }
    model.forEach((id, row) -> assertThat(ids.taskId(row)).isEqualTo(id));
    for (int row = 1; row < ids.end(); row++) {
      assertThat(ids.isTaken(row)).isEqualTo(rows.contains(row));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "046b6c7f-0b8a-43b9-b35d-6489e6daee91",
        "046B6C7F-0B8A-43B9-B35D-6489E6DAEE91",
        "046b6c7f-0b8a-43b9-b35d-6489e6daeE91",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "00000000-0000-0000-0000-000000000000",
        "00000000-0000-0000-0000-000000000001",
        "46b6c7f0-b8a-43b9-b35d-06489e6daee91",
        "046b6c7f0b8a43b9b35d6489e6daee91",
        "046b6c7f-0b8a-43b9-b35d-6489e6daee9g",
        "+46b6c7f-0b8a-43b9-b35d-6489e6daee91",
        "046b6c7f-0b8a-43b9-b35d-6489e6daee9\u0661",
        "{046b6c7f-0b8a-43b9-b35d-6489e6daee}",
        " ",
        "7",
        "\uD83D\uDE00"
      })
  void givesEveryIdBackAsItWas(String id) {
    int row = ids.add(id);

    assertThat(ids.taskId(row)).isEqualTo(id);
    assertThat(ids.find(id)).isEqualTo(row);
  }

  @Test
  void theSameUuidInUpperCaseIsAnotherTask() {
    int lower = ids.add("046b6c7f-0b8a-43b9-b35d-6489e6daee91");

    assertThat(ids.find("046B6C7F-0B8A-43B9-B35D-6489E6DAEE91")).isEqualTo(TaskIds.NONE);
    assertThat(ids.add("046B6C7F-0B8A-43B9-B35D-6489E6DAEE91")).isNotEqualTo(lower);
  }

  @Test
  void bitsAndTextOfAUuidAreOneTask() {
    UUID uuid = UUID.fromString("046b6c7f-0b8a-43b9-b35d-6489e6daee91");
    int row = ids.add(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());

    assertThat(ids.find(uuid.toString())).isEqualTo(row);
  }

  @Test
  void aGuessThatHasBeenForgottenIsNotFound() {
    int first = ids.add("a");
    int second = ids.add("b");
    ids.remove(second);
    ids.rewind();

    assertThat(ids.find("a")).isEqualTo(first);
    assertThat(ids.find("b")).isEqualTo(TaskIds.NONE);
  }

  private void remove(String id) {
    int row = model.remove(id);
    ids.remove(row);
    rows.remove(row);
  }

  private void removeHalf(Random random) {
    List<String> known = new ArrayList<>(model.keySet());
    Collections.sort(known);
    Collections.shuffle(known, random);
    known.subList(0, known.size() / 2).forEach(this::remove);
  }
}
