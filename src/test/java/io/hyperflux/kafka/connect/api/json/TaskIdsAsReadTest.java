package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a task id looks like, it is told as it was. */
class TaskIdsAsReadTest {
  private static final List<String> ODD =
      List.of(
          "046B6C7F-0B8A-43B9-B35D-6489E6DAEE91",
          "046b6c7f-0b8a-43b9-b35d-6489e6daeE91",
          "00000000-0000-0000-0000-000000000000",
          "046b6c7f-0b8a-43b9-b35d-6489e6daee9g",
          "046b6c7f-0b8a-43b9-b35d-6489e6daee9\u0661",
          "046b6c7f-0b8a-43b9-b35d-6489e6daee9/",
          "046b6c7f-0b8a-43b9-b35d-6489e6daee9:",
          "046b6c7f-0b8a-43b9-b35d-6489e6daee9`",
          "-46b6c7f-0b8a-43b9-b35d-6489e6daee91",
          "046b6c7f00b8a-43b9-b35d-6489e6daee91",
          "046b6c7f-0b8a043b9-b35d-6489e6daee91",
          "046b6c7f-0b8a-43b90b35d-6489e6daee91",
          "046b6c7f-0b8a-43b9-b35d06489e6daee91",
          "046b6c7f-0b8a-43b9-b35d-6489e6daee9",
          "046b6c7f-0b8a-43b9-b35d-6489e6daee911",
          "task-7",
          "\u00e4\u4e2d\uD83D\uDE00");

  private final ListingReader reader = new ListingReader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "046b6c7f-0b8a-43b9-b35d-6489e6daee91",
        "00000000-0000-0000-0000-000000000001",
        "00000000-0000-0001-0000-000000000000",
        "80000000-0000-0000-8000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff"
      })
  void usualUuidsAreTwoNumbers(String id) throws IOException {
    ListingEntries entries = read(List.of(id));
    UUID uuid = UUID.fromString(id);

    assertThat(entries.isUuid(0)).isTrue();
    assertThat(entries.mostBits(0)).isEqualTo(uuid.getMostSignificantBits());
    assertThat(entries.leastBits(0)).isEqualTo(uuid.getLeastSignificantBits());
    assertThat(entries.taskId(0)).isEqualTo(id);
  }

  @Test
  void otherIdsAreTexts() throws IOException {
    ListingEntries entries = read(ODD);

    for (int i = 0; i < ODD.size(); i++) {
      assertThat(entries.isUuid(i)).as(ODD.get(i)).isFalse();
    }
    assertThat(ids(entries)).containsExactlyElementsOf(ODD);
  }

  @Test
  void listingsReadOneAfterTheOtherDoNotMix() throws IOException {
    Random random = new Random(5);
    List<String> ids = new ArrayList<>(ODD);
    for (int i = 0; i < 200; i++) {
      ids.add(new UUID(random.nextLong(), random.nextLong()).toString());
    }
    for (int round = 0; round < 200; round++) {
      Collections.shuffle(ids, random);
      List<String> listed = ids.subList(0, 1 + random.nextInt(ids.size()));
      assertThat(ids(read(listed))).containsExactlyElementsOf(listed);
    }
  }

  @Test
  void theSameTextInTheSamePlaceIsTheSameString() throws IOException {
    String first = read(ODD).taskId(0);

    assertThat(read(ODD).taskId(0)).isSameAs(first);
  }

  private ListingEntries read(List<String> ids) throws IOException {
    String[] entries =
        ids.stream()
            .map(id -> "{\"task_id\":\"" + id + "\",\"status\":\"COMPLETED\"}")
            .toArray(String[]::new);
    String json = "{\"data\":[" + String.join(",", Arrays.asList(entries)) + "]}";
    return reader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> ids(ListingEntries entries) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      ids.add(entries.taskId(i));
    }
    return ids;
  }
}
