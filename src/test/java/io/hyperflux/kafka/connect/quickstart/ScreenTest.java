package io.hyperflux.kafka.connect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private Screen screen(int width) {
    return new Screen(new PrintStream(printed, true, UTF_8), width, false);
  }

  private String[] lines() {
    return printed.toString(UTF_8).split("\\R", -1);
  }

  @Test
  void breaksProseBetweenWords() {
    screen(20).say("  Check the address, and the network.\nTwo lines stay two.");

    assertThat(lines())
        .containsExactly("  Check the address,", "  and the network.", "Two lines stay two.", "");
  }

  @Test
  void setsAWarningOff() {
    screen(20).warn("Check the address, and the network.");

    assertThat(lines()).containsExactly("! Check the address,", "  and the network.", "");
  }

  @Test
  void leavesLongWordsWhole() {
    screen(10).say("see https://example.com/a/long/path now");

    assertThat(lines()).containsExactly("see", "https://example.com/a/long/path", "now", "");
  }

  @Test
  void breaksNothingThatIsToBeCopied() {
    screen(40).show("API", "curl http://127.0.0.1:1");
    screen(40).show("connector", "curl http://127.0.0.1:28883/connectors/hyperflux/status");

    assertThat(lines())
        .containsExactly(
            "  API        curl http://127.0.0.1:1",
            "  connector",
            "curl http://127.0.0.1:28883/connectors/hyperflux/status",
            "");
  }

  @Test
  void breaksNothingWithoutALimit() {
    screen(TerminalWidth.UNLIMITED).say("word ".repeat(100).strip());

    assertThat(lines()).hasSize(2);
  }

  @Test
  void coloursOnlyATerminalThatWantsIt() {
    assertThat(Screen.isColourWanted(Map.of("TERM", "xterm"), true)).isTrue();
    assertThat(Screen.isColourWanted(Map.of("NO_COLOR", ""), true)).isTrue();
    assertThat(Screen.isColourWanted(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isFalse();
    assertThat(Screen.isColourWanted(Map.of("TERM", "dumb"), true)).isFalse();
    assertThat(Screen.isColourWanted(Map.of("TERM", "xterm"), false)).isFalse();
  }
}
