package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryLayoutsTest {
  private static final String ID = "046b6c7f-0b8a-43b9-b35d-6489e6daee91";
  private static final String OTHER = "abcdef01-2345-4678-9abc-def012345678";

  private final EntryLayouts layouts = new EntryLayouts();

  @Test
  void readNothingBeforeTheyHaveLearnt() {
    assertThat(layouts.longest()).isZero();
    assertThat(read("")).isZero();
    assertThat(read(entry(ID, "FAILED"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {OTHER, "task-7", "00000000-0000-0000-0000-000000000000", "x"})
  void readAnEntryWithAnotherId(String id) {
    learn(entry(ID, "FAILED"));

    String entry = entry(id, "FAILED");
    assertThat(read(entry)).isEqualTo(entry.length());
    assertThat(layouts.taskId().isUuid()).isEqualTo(id.equals(OTHER));
    if (!id.equals(OTHER)) {
      assertThat(layouts.taskId().text()).isEqualTo(id);
    }
    assertThat(layouts.status()).isEqualTo("FAILED");
    assertThat(layouts.longest()).isGreaterThan(entry(ID, "FAILED").length());
  }

  /** Nothing is read that is not there to its last byte. */
  @Test
  void readNoCutEntry() {
    learn(entry(ID, "COMPLETED"));
    learn(entry(ID, "FAILED"));
    String entry = entry(OTHER, "FAILED");
    byte[] bytes = bytes("xx" + entry + entry);

    for (int end = 2; end < 2 + entry.length(); end++) {
      assertThat(layouts.read(bytes, 2, end)).as("%d bytes", end - 2).isZero();
    }
    assertThat(layouts.read(bytes, 2, 2 + entry.length())).isEqualTo(entry.length());
    assertThat(layouts.read(bytes, 1, bytes.length)).isZero();
    assertThat(layouts.read(bytes, 2 + entry.length(), bytes.length)).isEqualTo(entry.length());
  }

  @Test
  void knowSixteenStatusesAndForgetTheOldest() {
    for (int i = 0; i < 20; i++) {
      learn(entry(ID, "S" + i));
    }
    for (int i = 0; i < 20; i++) {
      int length = read(entry(OTHER, "S" + i));
      assertThat(length).as("S%d", i).isEqualTo(i < 4 ? 0 : entry(OTHER, "S" + i).length());
      if (length > 0) {
        assertThat(layouts.status()).isEqualTo("S" + i);
      }
    }
  }

  @Test
  void areFourAndTheOldestIsForgotten() {
    for (int i = 0; i < 5; i++) {
      learn(spaced(i));
    }
    assertThat(read(spaced(0))).isZero();
    for (int i = 1; i < 5; i++) {
      assertThat(read(spaced(i))).as("%d spaces", i).isEqualTo(spaced(i).length());
    }
    learn(spaced(5));
    assertThat(read(spaced(1))).isZero();
    assertThat(read(spaced(2))).isEqualTo(spaced(2).length());
  }

  private static String spaced(int spaces) {
    return entry(ID, "FAILED").replace(":", ":" + " ".repeat(spaces));
  }

  /** A value counts as different from entry to entry once it was. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1, 2, 345, true",
        "1, 2, -1.50, true",
        "1, 2, 07, false",
        "1, 2, 1e3, false",
        "1, 2, 'x', false",
        "1, 1, 2, false",
        "'a', 'b', 'something else', true",
        "'a', 'b', '', true",
        "'a', 'b', 'a\\u0062', false",
        "'a', 'b', 'ä', false",
        "'a', 'b', 7, false",
        "'a', 'a', 'b', false",
        "true, false, true, true", // two layouts
        "true, true, false, false",
        "[1], [2], [3], false"
      })
  void readMembersThatDiffer(String first, String second, String third, boolean isRead) {
    learn(with(first));
    learn(with(second));

    assertThat(read(with(third))).isEqualTo(isRead ? bytes(with(third)).length : 0);
  }

  private static String with(String value) {
    return ",{'n':%s,'task_id':'%s','status':'FAILED'}".formatted(value, ID).replace('\'', '"');
  }

  /** A status that is written in another way than it is read could hide a member. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'task_id':'ID','status':'FAIL\\u0045D'}",
        "{'task_id':'ID','status':'FAILEDx'}",
        "{'task_id':'ID','status':'FAI'}",
      })
  void learnNoStatusThatIsNotWrittenPlainly(String entry) {
    String json = entry.replace('\'', '"').replace("ID", ID);
    learn(json, "FAILED");

    assertThat(layouts.longest()).isZero();
    assertThat(read(json)).isZero();
  }

  private void learn(String json) {
    int status = json.indexOf("\"status\"");
    int from = json.indexOf('"', status + 8) + 1;
    learn(json, json.substring(from, json.indexOf('"', from)));
  }

  private void learn(String json, String status) {
    // stands among other bytes
    byte[] bytes = bytes("xxx" + json + "\"yy");
    int idAt = 3 + valueOf("task_id", json);
    int statusAt = 3 + valueOf("status", json);
    layouts.learn(bytes, 3, bytes.length - 3, idAt, statusAt, status);
  }

  /** Where the quote before a member's value is. */
  private static int valueOf(String member, String json) {
    return json.indexOf('"', json.indexOf('"' + member + '"') + member.length() + 2);
  }

  private int read(String json) {
    byte[] bytes = bytes(json);
    return layouts.read(bytes("zzzz" + json + "z".repeat(100)), 4, 4 + bytes.length);
  }

  private static String entry(String id, String status) {
    return ",{\"task_id\":\"" + id + "\",\"status\":\"" + status + "\"}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
