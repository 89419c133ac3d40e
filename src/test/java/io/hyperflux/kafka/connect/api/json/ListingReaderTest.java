package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingReaderTest {
  private final ListingReader reader = new ListingReader();

  @Test
  void readsTheProvidersExample() throws IOException {
    String id = "046b6c7f-0b8a-43b9-b35d-6489e6daee91";
    assertThat(
            read(
                """
                {"data":[{"task_id":"%s","status":"IN_PROGRESS"},
                         {"task_id":"%s","status":"IN_PROGRESS"}]}"""
                    .formatted(id, id)))
        .containsExactly(id + "=IN_PROGRESS", id + "=IN_PROGRESS");
  }

  @Test
  void readsAnEmptyListing() throws IOException {
    assertThat(read("{\"data\":[]}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'data':[{'status':'CREATED','task_id':'a'}]}",
        "{'x':{'data':[1]},'data':[{'task_id':'a','n':[{'task_id':'z'}],'status':'CREATED'}],'y':[]}",
        "{'data':[{'task_id':'a','status':'FAILED','task_id':7,'task_id':'a','status':'CREATED'}]}",
        "{'data':[{'task_id':'b','status':'FAILED'}],'data':[{'task_id':'a','status':'CREATED'}]}",
        "{'data':null,'data':[{'task_id':'a','status':'CREATED'}]}",
        "\uFEFF{'data':[{'task_id':'a','status':'CREATED'}]}",
        " \n{ 'data' : [ { 'task_id' : '\\u0061' , 'status' : 'CREATED' } ] } \r\n",
      })
  void readsTheSameInOtherShapes(String json) throws IOException {
    assertThat(read(json)).containsExactly("a=CREATED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'status':'CREATED'}",
        "{'task_id':null,'status':'CREATED'}",
        "{'task_id':12,'status':'CREATED'}",
        "{'task_id':' \\t','status':'CREATED'}",
        "{'task_id':'','status':'CREATED'}",
        "{'task_id':{'a':'b'},'status':'CREATED'}",
        "{'task_id':'b','task_id':null,'status':'CREATED'}",
        "[]",
        "null",
        "'b'",
        "{}",
      })
  void leavesAnEntryWithoutAUsableTaskIdOut(String entry) throws IOException {
    assertThat(read("{'data':[" + entry + ",{'task_id':'a','status':'CREATED'}]}"))
        .containsExactly("a=CREATED");
    assertThat(reader.read(bytes("{'data':[" + entry + ",{'task_id':'a','status':'C'}]}")))
        .extracting(ListingEntries::unusable)
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "3", "' '", "''", "['CREATED']", "true"})
  void keepsAnEntryWithoutAUsableStatus(String status) throws IOException {
    assertThat(
            read(
                "{'data':[{'task_id':'b','status':%s},{'task_id':'a','status':'CREATED'}]}"
                    .formatted(status)))
        .containsExactly("b=null", "a=CREATED");
  }

  @Test
  void takesTaskIdsAndStatusesOfUpTo256Characters() throws IOException {
    String longest = "x".repeat(256);
    assertThat(read("{'data':[{'task_id':'%s','status':'%s'}]}".formatted(longest, longest)))
        .containsExactly(longest + "=" + longest);
    assertThat(
            read(
                "{'data':[{'task_id':'%sx','status':'A'},{'task_id':'a','status':'%sx'},{'task_id':'b','status':'B'}]}"
                    .formatted(longest, longest)))
        .containsExactly("a=null", "b=B");
  }

  @Test
  void keepsTaskIdsAsTheyAre() throws IOException {
    assertThat(read("{'data':[{'task_id':' 046B6C7F-É\\uD83D\\uDE00 ','status':'CREATED'}]}"))
        .containsExactly(" 046B6C7F-É😀 =CREATED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                                           | it is empty
          "  "                                         | it is empty
          []                                           | it is no JSON object
          null                                         | it is no JSON object
          {}                                           | it has no "data" array
          {'data':null}                                | it has no "data" array
          {'data':{}}                                  | it has no "data" array
          {'data':'x'}                                 | it has no "data" array
          {'data':[],'data':3}                         | it has no "data" array
          {'data':[]} {}                               | something follows its JSON object
          {'data':[]}]                                 | it is not JSON
          {'data':[]} x                                | it is not JSON
          <html><body>Bad gateway</body></html>        | it is not JSON at byte 0
          {'data':[{'task_id':'a','status':'CREA       | it ends in the middle of its JSON
          {'data':[{'task_id':'a','status':'CREATED'}  | it ends in the middle of its JSON
          {'data':[{'task_id':'a','status':'CREATED'}] | it ends in the middle of its JSON
          {'data':[{'task_id':7,'status':'A'},{}]}     | not one of its 2 entries has a usable
          {'data':[{'task_id':'a'}]}                   | not one of its 1 entries has a usable
          {'data':[{'task_id':'secret body' 7}]}       | it is not JSON
          """)
  void refusesWhatIsNoListing(String json, String reason) {
    assertThatThrownBy(() -> read(json == null ? "" : json))
        .isInstanceOf(UnreadableBodyException.class)
        .hasMessageContaining(reason.replace('\'', '"'))
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "0000FEFF 7FFFFFFF, it is not JSON", // UTF-32
    "7B000000 2200,     it is not JSON",
    "00003C00,          it is not JSON", // UTF-32 in an order that nobody uses
    "7B00 7800,         it is not JSON at character 1", // UTF-16
    "7B00,              it ends in the middle of its JSON at character 1",
    "7B22FF22 3A307D,   it is not JSON at byte", // UTF-8
  })
  void refusesBytesThatAreNoText(String bytes, String reason) {
    byte[] body = HexFormat.of().parseHex(bytes.replace(" ", ""));

    assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(body)))
        .isInstanceOf(UnreadableBodyException.class)
        .hasMessageStartingWith(reason)
        .hasMessageNotContaining("-1");
  }

  @Test
  void refusesExtremeNesting() {
    assertThatThrownBy(() -> read("{'data':" + "[".repeat(10_000)))
        .isInstanceOf(UnreadableBodyException.class)
        .hasMessageContaining("extreme");
  }

  @Test
  void skipsATenMegabyteString() throws IOException {
    String large = "x".repeat(10_000_000);
    assertThat(
            read(
                "{'note':'%s','data':[{'task_id':'%s','status':'A'},{'task_id':'a','status':'A'}]}"
                    .formatted(large, large)))
        .containsExactly("a=A");
  }

  @Test
  void remembersNothingOfAnEarlierListing() throws IOException {
    read("{'data':[{'task_id':'a','status':'A'},{'task_id':7}]}");

    assertThat(read("{'data':[{'task_id':'b','status':'A'}]}")).containsExactly("b=A");
    assertThat(reader.read(bytes("{'data':[]}")).unusable()).isZero();
  }

  @Test
  void sharesTheStatusesItHasSeen() throws IOException {
    ListingEntries entries =
        reader.read(bytes("{'data':[{'task_id':'a','status':'X'},{'task_id':'b','status':'X'}]}"));

    assertThat(entries.status(0)).isSameAs(entries.status(1));
  }

  @Test
  void readsMoreDifferentStatusesThanItRemembers() throws IOException {
    StringBuilder json = new StringBuilder("{'data':[");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      json.append(i == 0 ? "" : ",").append("{'task_id':'t%d','status':'S%d'}".formatted(i, i));
      expected.add("t%d=S%d".formatted(i, i));
    }
    assertThat(read(json + "]}")).isEqualTo(expected);
  }

  @Test
  void aListingWithoutTasksIsEmpty() throws IOException {
    read("{'data':[{'task_id':'a','status':'A'},7]}");

    ListingEntries none = reader.ofNoTasks();
    assertThat(none.size()).isZero();
    assertThat(none.unusable()).isZero();
  }

  private List<String> read(String json) throws IOException {
    ListingEntries entries = reader.read(bytes(json));
    List<String> read = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      read.add(entries.taskId(i) + "=" + entries.status(i));
    }
    return read;
  }

  private static ByteArrayInputStream bytes(String json) {
    return new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
