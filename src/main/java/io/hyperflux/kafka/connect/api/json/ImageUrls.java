package io.hyperflux.kafka.connect.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the URLs in an API task's {@code generated}, each exactly as it was written: a list of
 * texts, or of objects with a {@code url}, or one of them alone. What is no URL, or exceeds 100
 * URLs or 512 kB, is only counted: a record has to fit into what a producer takes by default, a
 * MiB.
 */
final class ImageUrls {
  private static final int MOST = 100;
  private static final int MOST_BYTES = 512 * 1_024;

  private final List<String> usable = new ArrayList<>();
  private final int[] positions = new int[MOST]; // of the usable ones among all entries
  private int entries;
  private int bytes;

  List<String> usable() {
    return usable;
  }

  /** Where the usable URL with this index stands among all entries. */
  int position(int index) {
    return positions[index];
  }

  int entries() {
    return entries;
  }

  int unusable() {
    return entries - usable.size();
  }

  void clear() {
    usable.clear();
    entries = 0;
    bytes = 0;
  }

  /** Reads the parser's current value. */
  void read(JsonParser json) throws IOException {
    clear();
    if (json.hasToken(JsonToken.START_ARRAY)) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        add(entry(json));
      }
    } else if (!json.hasToken(JsonToken.VALUE_NULL)) {
      add(entry(json));
    }
  }

  private void add(@Nullable String url) {
    if (url != null && usable.size() < MOST) {
      int size = WebUrl.jsonBytes(url);
      if (bytes + size <= MOST_BYTES) {
        bytes += size;
        positions[usable.size()] = entries;
        usable.add(url);
      }
    }
    entries++;
  }

  /** The URL that an entry is or has, null if none. */
  private static @Nullable String entry(JsonParser json) throws IOException {
    if (!json.hasToken(JsonToken.START_OBJECT)) {
      return text(json);
    }
    String url = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isUrl = "url".equals(json.currentName());
      json.nextToken();
      if (isUrl) {
        url = text(json);
      } else {
        json.skipChildren();
      }
    }
    return url;
  }

  private static @Nullable String text(JsonParser json) throws IOException {
    if (json.hasToken(JsonToken.VALUE_STRING) && json.getTextLength() <= WebUrl.MOST_BYTES) {
      String text = json.getText();
      return WebUrl.isOne(text) ? text : null;
    }
    json.skipChildren();
    return null;
  }
}
