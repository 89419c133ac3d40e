package io.hyperflux.kafka.connect.api.json;

/**
 * Values of JSON that can be told from their bytes alone, without a parser: strings of printable
 * ASCII without escapes, and decimal numbers. Whatever is not plain is left to the parser.
 */
final class PlainValue {
  private static final int LONGEST_NUMBER = 100; // the parser's bound is 1000

  private PlainValue() {}

  /** Where a string ends that begins here, both without quotes; 0 if it is not plain. */
  static int endOfText(byte[] bytes, int from, int end) {
    for (int at = from; at < end; at++) {
      byte c = bytes[at];
      if (c == '"') {
        return at;
      }
      if (c < ' ' || c == '\\') { // bytes of other characters than ASCII's are negative
        return 0;
      }
    }
    return 0;
  }

  /** Where a number ends that begins here; 0 if it is none, or has an exponent. */
  static int endOfNumber(byte[] bytes, int from, int end) {
    int digits = from < end && bytes[from] == '-' ? from + 1 : from;
    int at = endOfDigits(bytes, digits, end);
    boolean leadsWithZero = at - digits > 1 && bytes[digits] == '0';
    if (at == digits || leadsWithZero) {
      return 0;
    }
    if (at < end && bytes[at] == '.') {
      int fraction = at + 1;
      at = endOfDigits(bytes, fraction, end);
      if (at == fraction) {
        return 0;
      }
    }
    return at - from <= LONGEST_NUMBER ? at : 0;
  }

  private static int endOfDigits(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }
}
