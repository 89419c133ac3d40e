package io.hyperflux.kafka.connect.api.response;

/** Shortens texts of other systems to one line of a bounded length, for messages and logs. */
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
