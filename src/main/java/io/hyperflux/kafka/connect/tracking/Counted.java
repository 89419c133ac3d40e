package io.hyperflux.kafka.connect.tracking;

/** Numbers of things, as a message tells them: 1 change, 2 changes. */
public final class Counted {
  private Counted() {}

  /**
   * A number and its thing.
   *
   * @param thing a regular noun in the singular, perhaps with words before it
   */
  public static String of(long number, String thing) {
    if (number == 1) {
      return "1 " + thing;
    }
    return number
        + " "
        + (thing.endsWith("y") ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s");
  }
}
