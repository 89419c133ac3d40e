package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever entries have in common, and whatever value differs, they are read as a tree is. */
class RandomLayoutsTest {
  private static final int LAYOUTS = 2_000;
  private static final int ENTRIES = 60;

  @Test
  void areReadAsATreeIs() throws IOException {
    ListingReader experienced = new ListingReader(); // one for all: it knows other layouts too
    int readable = 0;
    for (int seed = 0; seed < LAYOUTS; seed++) {
      Random random = new Random(seed);
      RandomLayout layout = new RandomLayout(random);
      ListingReader fresh = new ListingReader(); // as after a start, it knows no status
      for (int poll = 0; poll < 2; poll++) {
        byte[] bytes = layout.listing(ENTRIES).getBytes(StandardCharsets.UTF_8);
        Reading right = TreeReading.of(bytes);
        readable += right.equals(Reading.UNREADABLE) ? 0 : 1;

        String as = "seed " + seed + ": " + new String(bytes, StandardCharsets.UTF_8);
        for (ListingReader reader : List.of(fresh, experienced)) {
          assertThat(read(reader, new ByteArrayInputStream(bytes))).as(as).isEqualTo(right);
          RaggedInputStream ragged = new RaggedInputStream(bytes, random, bytes.length, null);
          assertThat(read(reader, ragged)).as("in pieces, " + as).isEqualTo(right);
        }
      }
    }
    // or nothing is tested
    assertThat(readable).isBetween(LAYOUTS, 2 * LAYOUTS - LAYOUTS / 8);
  }

  private static Reading read(ListingReader reader, InputStream in) throws IOException {
    try {
      return Reading.of(reader.read(in));
    } catch (UnreadableBodyException e) {
      return Reading.UNREADABLE;
    }
  }
}
