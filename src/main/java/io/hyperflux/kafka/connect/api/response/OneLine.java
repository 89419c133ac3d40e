package io.hyperflux.kafka.connect.api.response;

/** Makes what others wrote fit to stand in a message: one line, of a bounded length. */
public final class OneLine {
  private OneLine() {}

  /**
   * The text with all its white space and control characters made single blanks.
   *
   * @param most a longer text ends after so many characters, with three dots
   */
  public static String of(String text, int most) {
    String clean = text.replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
    return clean.length() <= most ? clean : clean.substring(0, most) + "...";
  }
}
