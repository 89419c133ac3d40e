package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Any bytes give an answer about the task or one UnreadableBodyException, in little memory. {@code
 * -Dfuzz.seed=... -Dfuzz.inputs=...} repeat and lengthen a run.
 */
@Tag("fuzz")
class LookupReaderFuzzTest {
  private static final List<Mutation> MUTATIONS = List.of(Mutation.values());
  private static final byte[] WHOLE =
      utf8(
          """
          {"data":{"task_id":"a","status":"COMPLETED","generated":[
            "https://a.example/1.jpg?token=exp=1~hmac=00ff","https://a.example/\u00e9.jpg",7,null,{"url":"https://a.example/2"}],
            "has_nsfw":[true,false,null,false,true]}}""");

  private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
  private final int inputs = Integer.getInteger("fuzz.inputs", 20_000);
  private final LookupReader reader = new LookupReader("a");

  @BeforeAll
  static void heapIsSmall() {
    Heap.assertSmall();
  }

  @Test
  void anyBytesGiveAnAnswerAboutTheTaskOrNone() throws IOException {
    System.out.printf("look-ups: fuzz.seed=%d fuzz.inputs=%d%n", seed, inputs);
    Random random = new Random(seed);
    int answers = 0;
    for (int i = 0; i < inputs; i++) {
      byte[] spoilt = WHOLE;
      for (int times = random.nextInt(3); times >= 0; times--) {
        spoilt = MUTATIONS.get(random.nextInt(MUTATIONS.size())).apply(spoilt, random);
      }
      try {
        check(reader.read(new ByteArrayInputStream(spoilt)));
        answers++;
      } catch (UnreadableBodyException e) {
        assertThat(e).as("input %d", i).hasMessageNotContaining("hmac");
      }
    }
    System.out.printf("%d of %d look-ups readable%n", answers, inputs);
    // or nothing is tested
    assertThat(answers).isBetween(inputs / 20, inputs - inputs / 20);
  }

  private static void check(LookupAnswer answer) {
    assertThat(answer.taskId()).isEqualTo("a");
    assertThat(answer.status()).isNotBlank().hasSizeLessThanOrEqualTo(256);
    if (answer.generated() == null) {
      assertThat(answer.hasNsfw()).isNull();
      return;
    }
    if (answer.hasNsfw() != null) {
      assertThat(answer.hasNsfw()).hasSameSizeAs(answer.generated());
    }
    assertThat(answer.generated())
        .hasSizeBetween(1, 100)
        .allMatch(url -> url.matches("(?is)https?://.+") && url.length() <= 8192);
  }

  /** Four times the heap in one answer. */
  @Test
  void anAnswerLargerThanTheHeapIsRead() throws IOException {
    byte[] url = utf8(",\"https://a.example/" + "x".repeat(8_000) + "\"");
    int times = 4 * (int) (Runtime.getRuntime().maxMemory() / url.length);
    List<InputStream> parts =
        IntStream.range(0, times)
            .mapToObj(i -> (InputStream) new ByteArrayInputStream(url))
            .collect(Collectors.toCollection(ArrayList::new));
    String head = "{\"data\":{\"task_id\":\"a\",\"status\":\"COMPLETED\",\"generated\":[0";
    parts.add(0, new ByteArrayInputStream(utf8(head)));
    parts.add(new ByteArrayInputStream(utf8("]}}")));

    LookupAnswer answer = reader.read(new SequenceInputStream(Collections.enumeration(parts)));

    assertThat(answer.generated()).hasSize(65);
    assertThat(answer.images().unusableUrls()).isEqualTo(1 + times - 65);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
