package io.hyperflux.kafka.connect.quickstart;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/** Where the quickstart prints. */
final class Screen {
  private final PrintStream out;
  private final int width;
  private final boolean colour;

  Screen(PrintStream out, int width, boolean colour) {
    this.out = out;
    this.width = width;
    this.colour = colour;
  }

  /** Standard output: in UTF-8 whatever the locale, in colour only on a terminal that wants it. */
  static Screen standard(Map<String, String> environment) {
    boolean terminal = isTerminal(System.console());
    return new Screen(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        TerminalWidth.columns(environment, terminal),
        isColourWanted(environment, terminal));
  }

  /** On a terminal only, unless it is a dumb one or NO_COLOR is set (no-color.org). */
  static boolean isColourWanted(Map<String, String> environment, boolean terminal) {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** Prose: broken between words where the terminal ends, its first line's indent kept. */
  void say(String text) {
    text.lines()
        .forEach(
            line -> {
              String indent = line.substring(0, line.length() - line.stripLeading().length());
              out.println(wrapped(indent, indent, line));
            });
  }

  /** A line that is not to be overlooked: marked, the rest of it below its beginning. */
  void warn(String line) {
    out.println(wrapped("! ", "  ", line));
  }

  /** Something to copy, never broken: beside its label, or below it if it does not fit there. */
  void show(String label, String toCopy) {
    String beside = "  %-9s  %s".formatted(label, toCopy);
    out.println(beside.length() <= width ? beside : "  " + label + "\n" + toCopy);
  }

  void emptyLine() {
    out.println();
  }

  private String wrapped(String first, String indent, String line) {
    StringBuilder all = new StringBuilder();
    int column = 0;
    for (String word : line.strip().split(" +", -1)) {
      boolean fits = column > 0 && word.length() < width - column;
      if (column > 0 && !fits) {
        all.append('\n');
        column = 0;
      }
      String before = column > 0 ? " " : all.isEmpty() ? first : indent;
      all.append(before).append(word);
      column += before.length() + word.length();
    }
    return all.toString();
  }

  /** A record on a line; {@code images}: whether room is kept for the URLs of images. */
  void record(RecordLine record, boolean images) {
    out.println(record.format(ZoneId.systemDefault(), width, images, colour));
  }

  /** Says that a step begins, runs it, says how long it took. */
  <T> T step(String what, Step<T> step) throws Exception {
    out.print("  " + what + " ...");
    out.flush();
    long start = System.nanoTime();
    try {
      T result = step.run();
      out.printf(
          Locale.ROOT, " %.1f s%n", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
      return result;
    } catch (Exception e) {
      out.println(" broken off");
      throw e;
    }
  }

  /** Something that takes a while. */
  interface Step<T> {
    T run() throws Exception;
  }

  /** Since JDK 22 there is a console without a terminal too, and a method that tells. */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }
}
