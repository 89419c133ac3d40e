package io.hyperflux.kafka.connect.quickstart;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws what a program printed on a terminal as SVG: text, and the colours of ANSI sequences. */
final class TerminalPicture {
  private static final int LINE = 19;
  private static final double COLUMN = 7.9;
  private static final int MARGIN = 14;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[(\\d+)m");

  private static final String HEAD =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
        <title>%s</title>
        <style>
          rect { fill: #161b22 }
          text { font: 13px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #e6edf3; white-space: pre }
          .dim { fill: #9198a1 }
          .red { fill: #ff7b72 }
          .green { fill: #56d364 }
          .yellow { fill: #e3b341 }
          .cyan { fill: #76e3ea }
        </style>
        <rect width="%d" height="%d" rx="8"/>
      """;

  private final StringBuilder svg = new StringBuilder();

  private TerminalPicture() {}

  /**
   * The picture.
   *
   * @param columns how wide the terminal was
   */
  static String of(String title, List<String> lines, int columns) {
    int width = (int) Math.ceil(columns * COLUMN) + 2 * MARGIN;
    int height = lines.size() * LINE + 2 * MARGIN;
    TerminalPicture picture = new TerminalPicture();
    picture.svg.append(HEAD.formatted(width, height, title, width, height));
    for (int i = 0; i < lines.size(); i++) {
      picture.line(lines.get(i), MARGIN + i * LINE + 14);
    }
    return picture.svg.append("</svg>\n").toString();
  }

  /** A line without the sequences that colour it. */
  static String plain(String line) {
    return COLOUR.matcher(line).replaceAll("");
  }

  private void line(String line, int y) {
    String colour = "";
    int column = 0;
    int from = 0;
    Matcher change = COLOUR.matcher(line);
    while (change.find()) {
      column = part(line.substring(from, change.start()), colour, column, y);
      colour = name(change.group(1));
      from = change.end();
    }
    part(line.substring(from), colour, column, y);
  }

  /** Each part stands at its column, whatever font there is. */
  private int part(String text, String colour, int column, int y) {
    String words = text.strip();
    if (!words.isEmpty()) {
      int start = column + text.indexOf(words);
      svg.append(
          String.format(
              Locale.ROOT,
              "  <text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s>%s</text>%n",
              MARGIN + start * COLUMN,
              y,
              words.length() * COLUMN,
              colour.isEmpty() ? "" : " class=\"" + colour + "\"",
              words.replace("&", "&amp;").replace("<", "&lt;")));
    }
    return column + text.length();
  }

  private static String name(String code) {
    return switch (code) {
      case "0" -> "";
      case "2" -> "dim";
      case "31" -> "red";
      case "32" -> "green";
      case "33" -> "yellow";
      case "36" -> "cyan";
      default -> throw new IllegalArgumentException("no colour of the quickstart's: " + code);
    };
  }
}
