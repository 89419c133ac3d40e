package io.hyperflux.kafka.connect.api.json;

import java.nio.charset.StandardCharsets;

/**
 * Checks whether a text is the URL of an image. Providers write characters that RFC 3986 wants
 * encoded, and browsers take them: so a URL is a text that begins with http:// or https://, has
 * something behind that, at most 8192 bytes in UTF-8, and no control characters.
 */
final class WebUrl {
  static final int MOST_BYTES = 8_192;
  private static final String[] SCHEMES = {"https://", "http://"};

  private WebUrl() {}

  static boolean isOne(String text) {
    return hasScheme(text)
        && text.codePoints().noneMatch(WebUrl::isForbidden)
        && text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }

  /** How many bytes it takes in JSON as Jackson, and so Kafka's converter, writes it at most. */
  static int jsonBytes(String url) {
    int bytes = 0;
    for (int i = 0; i < url.length(); i++) {
      bytes += jsonBytes(url.charAt(i));
    }
    return bytes;
  }

  private static int jsonBytes(char c) {
    if (Character.isSurrogate(c)) {
      return 6; // each half is written as an escape
    }
    if (c == '"' || c == '\\') {
      return 2;
    }
    return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
  }

  private static boolean hasScheme(String text) {
    for (String scheme : SCHEMES) {
      if (text.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return text.length() > scheme.length();
      }
    }
    return false;
  }

  /** A lone surrogate is no character, and can't be written in UTF-8. */
  private static boolean isForbidden(int c) {
    return Character.isISOControl(c)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
