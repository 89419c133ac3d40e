package io.hyperflux.kafka.connect.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * The absolute http and https URLs of a task's {@code generated}, each exactly as it was written.
 * What is none, or goes beyond 8192 characters or 100 URLs, is only counted.
 */
final class ImageUrls {
  private static final int LONGEST = 8192;
  private static final int MOST = 100;

  private final List<String> usable = new ArrayList<>();
  private int unusable;

  List<String> usable() {
    return usable;
  }

  int unusable() {
    return unusable;
  }

  void clear() {
    usable.clear();
    unusable = 0;
  }

  /** Reads the parser's current value: an array, or null for none. */
  void read(JsonParser json) throws IOException {
    clear();
    if (json.hasToken(JsonToken.START_ARRAY)) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        add(json);
      }
    } else if (!json.hasToken(JsonToken.VALUE_NULL)) {
      unusable++;
    }
    json.skipChildren();
  }

  private void add(JsonParser json) throws IOException {
    if (usable.size() < MOST
        && json.hasToken(JsonToken.VALUE_STRING)
        && json.getTextLength() <= LONGEST
        && isWebUrl(json.getText())) {
      usable.add(json.getText());
    } else {
      unusable++;
    }
    json.skipChildren();
  }

  private static boolean isWebUrl(String text) {
    try {
      URI uri = new URI(text);
      return uri.getRawAuthority() != null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
