package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryLayoutTest {
  private static final String ID = "046b6c7f-0b8a-43b9-b35d-6489e6daee91";
  private static final String OTHER = "abcdef01-2345-4678-9abc-def012345678";

  private final EntryLayout layout = new EntryLayout();

  @Test
  void readsNothingBeforeItHasLearnt() {
    assertThat(layout.longest()).isZero();
    assertThat(read("")).isZero();
    assertThat(read(entry(ID, "FAILED"))).isZero();
  }

  @Test
  void readsAnEntryWithAnotherId() {
    learn(entry(ID, "FAILED"));

    String entry = entry(OTHER, "FAILED");
    assertThat(read(entry)).isEqualTo(entry.length());
    assertThat(new UUID(layout.id().mostBits(), layout.id().leastBits())).hasToString(OTHER);
    assertThat(layout.status()).isEqualTo("FAILED");
    assertThat(layout.longest()).isEqualTo(entry.length());
  }

  /** Nothing is read that is not there to its last byte. */
  @Test
  void readsNoCutEntry() {
    learn(entry(ID, "COMPLETED"));
    learn(entry(ID, "FAILED"));
    String entry = entry(OTHER, "FAILED");
    byte[] bytes = bytes("xx" + entry + entry);

    for (int end = 2; end < 2 + entry.length(); end++) {
      assertThat(layout.read(bytes, 2, end)).as("%d bytes", end - 2).isZero();
    }
    assertThat(layout.read(bytes, 2, 2 + entry.length())).isEqualTo(entry.length());
    assertThat(layout.read(bytes, 1, bytes.length)).isZero();
    assertThat(layout.read(bytes, 2 + entry.length(), bytes.length)).isEqualTo(entry.length());
    assertThat(layout.longest()).isEqualTo(entry(ID, "COMPLETED").length());
  }

  @Test
  void knowsSixteenStatusesAndForgetsTheOldest() {
    for (int i = 0; i < 20; i++) {
      learn(entry(ID, "S" + i));
    }
    for (int i = 0; i < 20; i++) {
      int length = read(entry(OTHER, "S" + i));
      assertThat(length).as("S%d", i).isEqualTo(i < 4 ? 0 : entry(OTHER, "S" + i).length());
      if (length > 0) {
        assertThat(layout.status()).isEqualTo("S" + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",{'task_id': 'ID','status':'FAILED'}",
        ",{'task_id':'ID', 'status':'FAILED'}",
        ",{'task_id':'ID','status':'FAILED' }",
      })
  void forgetsALayoutWhenItLearnsAnother(String another) {
    learn(entry(ID, "COMPLETED"));
    learn(entry(ID, "FAILED"));
    String json = another.replace('\'', '"').replace("ID", ID);
    learn(json);

    assertThat(read(json)).isEqualTo(json.length());
    assertThat(read(entry(OTHER, "FAILED"))).isZero();
    assertThat(read(json.replace("FAILED", "COMPLETED"))).isZero();
    assertThat(layout.longest()).isEqualTo(json.length());
  }

  /** What the parser read is not what stands there, or not where it was said to stand. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'status':'FAILED','task_id':'ID'}",
        "{'task_id':'\\u0030ID','status':'FAILED'}",
        "{'task_id':'IDx','status':'FAILED'}",
        "{'task_id':'046b6c7f00b8a-43b9-b35d-6489e6daee91','status':'FAILED'}",
        "{'task_id':'x','status':'FAILED','and':'so on and so on'}",
        "{'task_id':'ID','status':'FAIL\\u0045D'}",
        "{'task_id':'ID','status':'FAILEDx'}",
        "{'task_id':'ID','status':'FAI'}",
        "{'task_id':'ID','status':'FAILED",
      })
  void learnsOnlyWhatIsWrittenPlainly(String entry) {
    String json = entry.replace('\'', '"').replace("ID", ID);
    learn(json, "FAILED");

    assertThat(layout.longest()).isZero();
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
    layout.learn(bytes, 3, bytes.length - 3, idAt, statusAt, status);
  }

  /** Where the quote before a member's value is. */
  private static int valueOf(String member, String json) {
    return json.indexOf('"', json.indexOf('"' + member + '"') + member.length() + 2);
  }

  private int read(String json) {
    return layout.read(bytes("zzzz" + json + "z".repeat(100)), 4, 4 + json.length());
  }

  private static String entry(String id, String status) {
    return ",{\"task_id\":\"" + id + "\",\"status\":\"" + status + "\"}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
