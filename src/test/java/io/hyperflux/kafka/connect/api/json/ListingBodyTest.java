package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListingBodyTest {
  private final ListingBody body = new ListingBody();

  @Test
  void isGivenOutByteByByte() throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    body.of(new ByteArrayInputStream(all));

    for (int i = 0; i < all.length; i++) {
      assertThat(body.read()).isEqualTo(i);
    }
    assertThat(body.read()).isEqualTo(-1);
    assertThat(body.read()).as("again").isEqualTo(-1);
  }

  @Test
  void isGivenOutInPiecesThatEndWithABrace() throws IOException {
    body.of(stream("[{},{\"a\":{}},7]"));

    assertThat(pieces(100)).containsExactly("[{}", ",{\"a\":{}", "}", ",7]");
    body.of(stream("{}{}"));
    assertThat(pieces(1)).containsExactly("{", "}", "{", "}");
  }

  @Test
  void nothingIsReadWhereThereIsNoRoom() throws IOException {
    body.of(stream("{}"));

    assertThat(body.read(new byte[4], 2, 0)).isZero();
    assertThat(pieces(100)).containsExactly("{}");
    assertThat(body.read(new byte[4], 2, 0)).as("at the end").isZero();
  }

  @Test
  void goesWhereItIsToldTo() throws IOException {
    byte[] into = "......".getBytes(StandardCharsets.US_ASCII);
    body.of(stream("{}"));

    assertThat(body.read(into, 1, 5)).isEqualTo(2);
    assertThat(into).asString(StandardCharsets.US_ASCII).isEqualTo(".{}...");
  }

  /** The parser has to have read all it got when an entry ends. */
  @Test
  void isGivenOutAtOnceWhenPiecesDoNotFit() throws IOException {
    body.of(stream("{}{}{}{}"));
    assertThat(body.isInPieces()).isTrue();
    assertThat(body.read(new byte[100], 0, 100)).isEqualTo(2);

    assertThat(body.entryEnds(1)).isFalse();
    assertThat(body.isInPieces()).isFalse();
    assertThat(pieces(100)).containsExactly("{}{}{}");
    body.of(stream("{}{}"));
    assertThat(pieces(100)).as("another body").containsExactly("{}", "{}");
  }

  /** A hundred, and a sixteenth of those that were taken. */
  @Test
  void isGivenOutAtOnceWhenTooFewEntriesAreTaken() throws IOException {
    body.of(stream("{}".repeat(200)));
    for (int entry = 1; entry <= 100; entry++) {
      assertThat(body.read(new byte[100], 0, 100)).isEqualTo(2);
      assertThat(body.entryEnds(2L * entry)).as("entry %d", entry).isTrue();
    }
    assertThat(body.read(new byte[100], 0, 100)).isEqualTo(2);
    assertThat(body.entryEnds(202)).isFalse();
    assertThat(body.taken()).isZero();
  }

  /** However little a source gives at a time. */
  @Test
  void isTheSameInAnyPieces() throws IOException {
    Random random = new Random(1);
    byte[] all = new byte[300_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (random.nextInt(50) == 0 ? '}' : 'a' + random.nextInt(20));
    }
    for (int round = 0; round < 3; round++) {
      body.of(new RaggedInputStream(all, random, all.length, null));
      assertThat(body.readAllBytes()).isEqualTo(all);
    }
  }

  private List<String> pieces(int room) throws IOException {
    List<String> pieces = new ArrayList<>();
    byte[] into = new byte[room];
    for (int n = body.read(into, 0, room); n >= 0; n = body.read(into, 0, room)) {
      pieces.add(new String(into, 0, n, StandardCharsets.UTF_8));
    }
    return pieces;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
