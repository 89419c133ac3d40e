package io.hyperflux.kafka.connect.api.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a listing as a whole tree: slow and hungry, but too simple to be wrong. Jackson's limits
 * (nesting, digits, names) are the same for both.
 */
final class TreeReading {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private TreeReading() {}

  static Reading of(byte[] listing) {
    JsonNode data;
    try {
      data = JSON.readTree(listing).path("data");
    } catch (IOException e) {
      return Reading.UNREADABLE;
    }
    if (!data.isArray()) {
      return Reading.UNREADABLE;
    }
    List<Reading.Entry> entries = new ArrayList<>();
    for (JsonNode entry : data) {
      entries.add(new Reading.Entry(text(entry.path("task_id")), text(entry.path("status"))));
    }
    return Reading.of(entries);
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? Reading.usable(value.textValue()) : null;
  }
}
