package io.hyperflux.kafka.connect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalWidthTest {
  @Test
  void believesAnExportedWidth() {
    assertThat(TerminalWidth.columns(Map.of("COLUMNS", "60"), true)).isEqualTo(60);
    assertThat(TerminalWidth.columns(Map.of("COLUMNS", "40"), false)).isEqualTo(40);
  }

  @Test
  void cutsNothingThatGoesToAFile() {
    assertThat(TerminalWidth.columns(Map.of("COLUMNS", "wide"), false))
        .isEqualTo(TerminalWidth.UNLIMITED);
    assertThat(TerminalWidth.columns(Map.of(), false)).isEqualTo(TerminalWidth.UNLIMITED);
  }

  @Test
  void readsWhatTheTerminalSays() {
    assertThat(TerminalWidth.parse("45 120\n")).isEqualTo(120);
    assertThat(TerminalWidth.parse("0 0\n")).isEqualTo(80);
    assertThat(TerminalWidth.parse("")).isEqualTo(80);
  }
}
