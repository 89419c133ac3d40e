package io.hyperflux.kafka.connect.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperflux.kafka.connect.mutants.MutantTable.Room;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutantTableTest {
  @Test
  void hasARowForEachRoom() {
    List<Room> rooms =
        MutantTable.rooms(
            List.of(
                line("tracking.Slots", "KILLED"),
                line("api.json.DataDocument$Contents", "SURVIVED"),
                line("tracking.Slots", "SURVIVED"),
                line("tracking.TaskIds", "TIMED_OUT")));

    assertThat(MutantTable.markdown(rooms).lines())
        .containsExactly(
            "| room | mutants | killed | |",
            "| --- | ---: | ---: | ---: |",
            "| `api.json` | 1 | 0 | 0 % |",
            "| `tracking` | 3 | 2 | 66 % |");
  }

  @ParameterizedTest
  @CsvSource({
    "KILLED, 1, 1",
    "TIMED_OUT, 1, 1",
    "MEMORY_ERROR, 1, 1",
    "RUN_ERROR, 1, 1",
    "SURVIVED, 1, 0",
    "NO_COVERAGE, 1, 0",
    "SOMETHING_NEW, 1, 0",
    "NON_VIABLE, 0, 0",
  })
  void countsWhatTestsHaveNoticed(String status, int mutants, int killed) {
    List<Room> rooms =
        MutantTable.rooms(List.of(line("pacing.Patience", status), line("pacing.X", "KILLED")));

    assertThat(rooms).containsExactly(new Room("pacing", 1 + mutants, 1 + killed));
  }

  @ParameterizedTest
  @CsvSource({"900, true", "899, false", "1000, true", "0, false"})
  void wantsNinetyPercentOfEachRoom(int killed, boolean enough) {
    List<String> report = new ArrayList<>();
    report.addAll(Collections.nCopies(killed, line("offsets.SlotOffset", "KILLED")));
    report.addAll(Collections.nCopies(1000 - killed, line("offsets.SlotOffset", "SURVIVED")));
    report.addAll(Collections.nCopies(9000, line("tracking.Slots", "KILLED")));
    List<Room> rooms = MutantTable.rooms(report);

    if (enough) {
      assertThatCode(() -> MutantTable.check(rooms)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> MutantTable.check(rooms)).hasMessage("Below 90 %: offsets");
    }
  }

  @Test
  void isNotContentWithNothing() {
    assertThatThrownBy(() -> MutantTable.check(List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  /** As pitest writes it. */
  private static String line(String type, String status) {
    return "A.java,io.hyperflux.kafka.connect.%s,org.pitest.M,method,7,%s,none"
        .formatted(type, status);
  }
}
