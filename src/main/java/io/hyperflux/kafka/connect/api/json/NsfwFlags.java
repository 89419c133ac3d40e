package io.hyperflux.kafka.connect.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task's {@code has_nsfw}: a list of booleans, one for each entry of {@code generated}. */
final class NsfwFlags {
  private static final int MOST = 10_000;

  private final BitSet flags = new BitSet();
  private int count;
  private boolean areBooleans = true;

  void clear() {
    flags.clear();
    count = 0;
    areBooleans = true;
  }

  /** Reads the parser's current value; an empty list says as little as null. */
  void read(JsonParser json) throws IOException {
    clear();
    if (json.hasToken(JsonToken.START_ARRAY)) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        add(json);
      }
    } else if (!json.hasToken(JsonToken.VALUE_NULL)) {
      areBooleans = false;
      json.skipChildren();
    }
  }

  private void add(JsonParser json) throws IOException {
    if (json.hasToken(JsonToken.VALUE_TRUE) && count < MOST) {
      flags.set(count);
    }
    areBooleans &= json.hasToken(JsonToken.VALUE_TRUE) || json.hasToken(JsonToken.VALUE_FALSE);
    count++;
    json.skipChildren();
  }

  /** Whether something is there that does not fit these images. */
  boolean areOddFor(ImageUrls images) {
    return !areBooleans || (count > 0 && count != images.entries());
  }

  /** One for each usable URL; null if there are none, or if they don't reach. */
  @Nullable List<Boolean> of(ImageUrls images) {
    int urls = images.usable().size();
    if (!areBooleans || urls == 0 || images.position(urls - 1) >= Math.min(count, MOST)) {
      return null;
    }
    List<Boolean> fitting = new ArrayList<>(urls);
    for (int i = 0; i < urls; i++) {
      fitting.add(flags.get(images.position(i)));
    }
    return fitting;
  }
}
