package io.hyperflux.kafka.connect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecordLineTest {
  private static final Instant AT = Instant.parse("2026-11-01T12:34:56.789Z");
  private static final String ID = "046b6c7f-0b8a-43b9-b35d-6489e6daee91";

  private final RecordLine change = new RecordLine(AT, ID, "IN_PROGRESS", "COMPLETED", null);

  @Test
  void fitsIntoEightyColumns() {
    String line = change.format(ZoneOffset.UTC, 80, false, false);

    assertThat(line).isEqualTo("12:34:56  " + ID + "  IN_PROGRESS → COMPLETED");
    assertThat(line.length()).isLessThanOrEqualTo(80);
  }

  @Test
  void cutsTheTaskIdOnANarrowTerminal() {
    assertThat(change.format(ZoneOffset.UTC, 60, false, false))
        .isEqualTo("12:34:56  046b6c7f…  IN_PROGRESS → COMPLETED");
  }

  @Test
  void leavesTheTimeOutOnAVeryNarrowTerminal() {
    assertThat(change.format(ZoneOffset.UTC, 40, false, false))
        .isEqualTo("046b6c7f…  IN_PROGRESS → COMPLETED")
        .hasSizeLessThanOrEqualTo(40);
    assertThat(change.format(ZoneOffset.UTC, 46, false, false)).startsWith("12:34:56  046b6c7f…");
    assertThat(change.format(ZoneOffset.UTC, 45, false, false)).startsWith("046b6c7f…");
  }

  @Test
  void cutsNothingWithoutALimit() {
    RecordLine line =
        new RecordLine(AT, ID, null, "COMPLETED", "https://ai-statics.example/a.jpg?token=exp=1");

    assertThat(line.format(ZoneOffset.UTC, TerminalWidth.UNLIMITED, true, false))
        .contains(ID)
        .endsWith("COMPLETED  https://ai-statics.example/a.jpg?token=exp=1");
  }

  @Test
  void saysWhatIsNew() {
    assertThat(
            new RecordLine(AT, "a", null, "CREATED", null).format(ZoneOffset.UTC, 80, false, false))
        .isEqualTo("12:34:56  a          new → CREATED");
  }

  @Test
  void showsAsMuchOfAnImagesUrlAsThereIsRoomFor() {
    RecordLine line =
        new RecordLine(
            AT, ID, "IN_PROGRESS", "COMPLETED", "https://ai-statics.example/a.jpg?token=exp=1");

    assertThat(line.format(ZoneOffset.UTC, 80, true, false))
        .isEqualTo(
            "12:34:56  046b6c7f…  IN_PROGRESS → COMPLETED  https://ai-statics.example/a.jpg?…")
        .hasSize(80);
    assertThat(line.format(ZoneOffset.UTC, 200, true, false))
        .endsWith(ID + "  IN_PROGRESS → COMPLETED  https://ai-statics.example/a.jpg?token=exp=1");
    assertThat(line.format(ZoneOffset.UTC, 60, true, false)).endsWith("IN_PROGRESS → COMPLETED");
    assertThat(line.format(ZoneOffset.UTC, 80, true, true).replaceAll("\u001b\\[[0-9]*m", ""))
        .isEqualTo(line.format(ZoneOffset.UTC, 80, true, false));
  }

  @Test
  void columnsStayColumnsWhereOnlySomeRecordsHaveImages() {
    RecordLine first = new RecordLine(AT, ID, null, "IN_PROGRESS", null);
    RecordLine last = new RecordLine(AT, ID, "IN_PROGRESS", "COMPLETED", "https://a.example/1.jpg");

    for (int width : new int[] {40, 60, 80, 98, 99, 200}) {
      assertThat(first.format(ZoneOffset.UTC, width, true, false).indexOf('→'))
          .as("%d columns", width)
          .isEqualTo(last.format(ZoneOffset.UTC, width, true, false).indexOf('→'));
    }
  }

  @Test
  void colourAddsNothingElse() {
    String coloured = change.format(ZoneOffset.UTC, 80, false, true);

    assertThat(coloured).contains("\u001b[32mCOMPLETED\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", ""))
        .isEqualTo(change.format(ZoneOffset.UTC, 80, false, false));
  }

  @Test
  void theSummaryCountsByStatus() {
    Summary summary = new Summary();
    assertThat(summary.text()).isEqualTo("No records.");

    summary.add(new RecordLine(AT, "a", null, "CREATED", null), Duration.ofMillis(7_300));
    summary.add(new RecordLine(AT, "b", null, "COMPLETED", null), Duration.ofSeconds(8));
    summary.add(new RecordLine(AT, "a", "CREATED", "COMPLETED", null), Duration.ofSeconds(9));

    assertThat(summary.text())
        .isEqualTo(
            "3 records of 2 tasks: 2 COMPLETED, 1 CREATED. The first came 7.3 s after the start.");
  }
}
