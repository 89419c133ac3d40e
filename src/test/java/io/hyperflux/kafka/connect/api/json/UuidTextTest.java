package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Against {@link UUID}: what counts is what it writes. */
class UuidTextTest {
  private static final String NIL = "00000000-0000-0000-0000-000000000000";
  private static final int AT = 3;

  private final UuidText uuid = new UuidText();

  @Test
  void readsWhatAUuidWrites() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long most = i % 4 == 1 ? 0 : random.nextLong();
      long least = i % 4 == 2 ? 0 : random.nextLong();
      String text = new UUID(most, least).toString();

      assertThat(read(text)).as(text).isTrue();
      assertThat(uuid.mostBits()).as(text).isEqualTo(most);
      assertThat(uuid.leastBits()).as(text).isEqualTo(least);
    }
  }

  /** Every byte in every place. */
  @Test
  void readsNothingElse() {
    for (String usual : new String[] {"046b6c7f-0b8a-43b9-b35d-6489e6daee91", NIL}) {
      for (int place = 0; place < UuidText.LENGTH; place++) {
        for (int b = 0; b < 256; b++) {
          byte[] bytes = usual.getBytes(StandardCharsets.ISO_8859_1);
          bytes[place] = (byte) b;
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          assertThat(read(text)).as(text).isEqualTo(isUsual(text));
        }
      }
    }
  }

  /** Each byte is checked within a word of eight: another wrong one must not hide it. */
  @Test
  void readsNothingElseWhateverElseIsWrong() {
    Random random = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = "046b6c7f-0b8a-43b9-b35d-6489e6daee91".getBytes(StandardCharsets.ISO_8859_1);
      for (int wrong = random.nextInt(8); wrong >= 0; wrong--) {
        bytes[random.nextInt(UuidText.LENGTH)] = (byte) random.nextInt(256);
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(read(text)).as(text).isEqualTo(isUsual(text));
    }
  }

  @Test
  void theNilUuidIsNone() {
    assertThat(read(NIL)).isFalse();
    assertThat(read("00000000-0000-0000-0000-000000000001")).isTrue();
    assertThat(read("80000000-0000-0000-0000-000000000000")).isTrue();
  }

  private boolean read(String text) {
    return uuid.read(("x".repeat(AT) + text + "f").getBytes(StandardCharsets.ISO_8859_1), AT);
  }

  private static boolean isUsual(String text) {
    return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        && UUID.fromString(text).toString().equals(text)
        && !text.equals(NIL);
  }
}
