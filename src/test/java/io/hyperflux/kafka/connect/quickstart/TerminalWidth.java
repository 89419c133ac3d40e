package io.hyperflux.kafka.connect.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns the terminal has. Shells know it as COLUMNS but seldom export it. */
final class TerminalWidth {
  /** What goes to a file or a pipe is as wide as it is. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int USUAL = 80;
  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ ([1-9]\\d{0,4})\\s*");

  private TerminalWidth() {}

  /** COLUMNS if it is set, else what the terminal says (80 if it does not), else no limit. */
  static int columns(Map<String, String> environment, boolean terminal) {
    String exported = environment.getOrDefault("COLUMNS", "");
    if (exported.matches("[1-9][0-9]{0,4}")) {
      return Integer.parseInt(exported);
    }
    return terminal ? parse(stty()) : UNLIMITED;
  }

  /** The second number of "45 120"; 80 for anything else. A terminal that does not know says 0. */
  static int parse(String sttySize) {
    Matcher matcher = ROWS_AND_COLUMNS.matcher(sttySize);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL;
  }

  private static String stty() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return new String(stty.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException noSuchCommand) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
