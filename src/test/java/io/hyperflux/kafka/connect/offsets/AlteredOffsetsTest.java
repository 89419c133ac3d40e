package io.hyperflux.kafka.connect.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connector says to offsets that come over REST. */
class AlteredOffsetsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOOD = offset("a", "COMPLETED", 5);

  private final HyperfluxSourceConnector connector = new HyperfluxSourceConnector();
  private final Map<Map<String, ?>, Map<String, ?>> request = new HashMap<>();

  @Test
  void supportsExactlyOnce() {
    assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/ai/text-to-image/hyperflux#0",
        "/v1/ai/a-listing-no-longer-configured#17",
        "/a#8191"
      })
  void takesWhatTasksCanRead(String slot) {
    add(slot(slot), GOOD);
    assertTaken();
  }

  @Test
  void takesWhatAConnectorHasWritten() {
    add(slot("/a#0"), offset("a", "SOMETHING NEW", 0));
    add(slot("/a#1"), offset("b", "x".repeat(256), Long.MAX_VALUE));
    // one task in two listings
    add(slot("/b#0"), offset("a", "FAILED", 0));
    // a task in two slots, as earlier builds left it: as at every start, the later one counts
    add(slot("/a#7"), offset("a", "FAILED", 3));
    assertTaken();
  }

  @Test
  void takesSlotsThatAreReadBecauseOfThoseBelowThem() {
    for (int slot : new int[] {8_191, 16_383, 20_000, 40_001}) {
      add(slot("/a#" + slot), offset("t" + slot, "COMPLETED", 5));
    }
    assertTaken();
  }

  /** A start reads on until an empty range: of a listing's own slots. */
  @ParameterizedTest
  @ValueSource(ints = {8_192, 9_000, 20_001, Integer.MAX_VALUE - 1})
  void refusesSlotsThatNoTaskWouldRead(int slot) {
    add(slot("/b#8191"), GOOD);
    add(slot("/b#16000"), offset("t", "COMPLETED", 5));
    if (slot > 20_000) {
      add(slot("/a#8000"), offset("t", "COMPLETED", 5));
    }
    add(slot("/a#" + slot), offset("u", "COMPLETED", 5));
    assertRefused("The slot /a#" + slot + " would never be read");
  }

  @Test
  void takesNothing() {
    assertTaken();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"slot\":\"/a#3\"}", "{\"slot\":\"x#-1\"}", "{\"file\":\"x\"}", "{}", "null"})
  void letsEveryResetThrough(String partition) {
    add(partition, "null");
    assertTaken();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          null                              | must have one field like {"slot": "/v1
          {}                                | must have one field like {"slot": "/v1
          {"Slot":"/a#0"}                   | must have one field like {"slot": "/v1
          {"slot":7}                        | must have one field like {"slot": "/v1
          {"slot":null}                     | must have one field like {"slot": "/v1
          {"slot":"/a#0","listing":"/a"}    | must have one field like {"slot": "/v1
          {"file":"/etc/passwd"}            | must have one field like {"slot": "/v1
          {"slot":""}                       | has no number
          {"slot":"/a"}                     | has no number
          {"slot":"#0"}                     | the path before # is empty
          {"slot":" #0"}                    | the path before # is empty
          {"slot":"a#0"}                    | must start with a slash
          {"slot":"/#0"}                    | is no plain URL path
          {"slot":"/a/#0"}                  | is no plain URL path
          {"slot":"//a#0"}                  | is no plain URL path
          {"slot":"/a b#0"}                 | is no plain URL path
          {"slot":"/a?x=1#0"}               | without ? and #
          {"slot":"/a#0#0"}                 | without ? and #
          {"slot":"https://a.b/a#0"}        | is a URL: give only its path
          {"slot":"/a#"}                    | must be a whole number from 0 on
          {"slot":"/a#-1"}                  | must be a whole number from 0 on
          {"slot":"/a#+1"}                  | must be a whole number from 0 on
          {"slot":"/a#01"}                  | without leading zeros
          {"slot":"/a#00"}                  | without leading zeros
          {"slot":"/a# 1"}                  | must be a whole number from 0 on
          {"slot":"/a#1 "}                  | must be a whole number from 0 on
          {"slot":"/a#1.0"}                 | must be a whole number from 0 on
          {"slot":"/a#1e3"}                 | must be a whole number from 0 on
          {"slot":"/a#0x1"}                 | must be a whole number from 0 on
          {"slot":"/a#\\u0661"}             | must be a whole number from 0 on
          {"slot":"/a#one"}                 | must be a whole number from 0 on
          {"slot":"/a#2147483647"}          | must be a whole number from 0 on
          {"slot":"/a#99999999999"}         | must be a whole number from 0 on
          """)
  void refusesPartitionsThatNobodyWouldRead(String partition, String message) {
    add(partition, GOOD);
    assertRefused(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {}                                                    | has no task_id
          {"position":7}                                        | does not know: [position]
          {"status":"S","observed_at":5}                        | has no task_id
          {"task_id":null,"status":"S","observed_at":5}         | has no task_id
          {"task_id":"","status":"S","observed_at":5}           | task_id must be a text of 1 to 256
          {"task_id":" ","status":"S","observed_at":5}          | task_id must be a text of 1 to 256
          {"task_id":7,"status":"S","observed_at":5}            | has the task_id '7'
          {"task_id":"a","observed_at":5}                       | has no status
          {"task_id":"a","status":true,"observed_at":5}         | has the status 'true'
          {"task_id":"a","status":"S"}                          | has no observed_at
          {"task_id":"a","status":"S","observed_at":"5"}        | whole milliseconds since 1970
          {"task_id":"a","status":"S","observed_at":1.5}        | whole milliseconds since 1970
          {"task_id":"a","status":"S","observed_at":-1}         | whole milliseconds since 1970
          {"task_id":"a","status":"S","observed_at":1e30}       | whole milliseconds since 1970
          {"task_id":"a","status":"S","observed_at":99999999999999999999} | whole milliseconds since 1970
          {"task_id":"a","status":"S","observed_at":5,"n":1}    | does not know: [n]
          """)
  void refusesOffsetsThatTellNoStatus(String offset, String message) {
    add(slot("/a#0"), offset);
    assertRefused(message);
  }

  @Test
  void refusesLongTexts() {
    add(slot("/a#0"), offset("x".repeat(257), "S", 5));
    add(slot("/a#1"), offset("x".repeat(256), "S", 5));
    add(slot("/a#2"), offset("b", "y".repeat(257), 5));
    assertRefused("task_id must be a text of 1 to 256");
    assertRefused("status must be a text of 1 to 256");
    assertThatThrownBy(() -> connector.alterOffsets(Map.of(), request))
        .hasMessageNotContaining("/a#1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "250", "2147483648"})
  void takesTheSizeOfASnapshot(String size) {
    add(slot("/a#0"), withSnapshot(size));
    assertTaken();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "\"250\"", "true"})
  void refusesWhatIsNoSizeOfASnapshot(String size) {
    add(slot("/a#0"), withSnapshot(size));
    assertRefused("snapshot must be a whole number from 1 on, or left out.");
  }

  @ParameterizedTest
  @CsvSource({"79, false", "80, false", "81, true", "300, true"})
  void showsTheBeginningOfALongValue(int length, boolean cut) {
    String value = "7".repeat(length);
    add(slot("/a#0"), "{\"task_id\":%s,\"status\":\"S\",\"observed_at\":5}".formatted(value));
    assertRefused("has the task_id '" + (cut ? "7".repeat(80) + "...'" : value + "'"));
  }

  @Test
  void tellsHowFarAStartReads() {
    add(slot("/a#8000"), GOOD);
    add(slot("/a#16193"), offset("b", "COMPLETED", 5));
    assertRefused(
        "The slot /a#16193 would never be read: a starting task goes on to at most #16192");
  }

  @Test
  void refusesOneTaskInTwoSlotsIfNothingTellsWhichCounts() {
    add(slot("/a#0"), offset("a", "CREATED", 5));
    add(slot("/a#1"), offset("a", "COMPLETED", 5));
    assertRefused("The task a is in two slots");
  }

  @Test
  void refusesOneSlotInTwoForms() {
    add(slot("/a#1"), offset("a", "CREATED", 5));
    add(slot("/a#01"), offset("b", "COMPLETED", 6));
    assertRefused("without leading zeros");
  }

  @Test
  void tellsSeveralThingsAtOnceButNotHundreds() {
    IntStream.range(0, 300).forEach(i -> add(slot("/a#0" + i), GOOD));
    assertRefused("And 295 more.");
  }

  @ParameterizedTest
  @CsvSource({"4, ''", "5, ''", "6, ' And 1 more.'"})
  void tellsFiveThings(int wrong, String more) {
    IntStream.range(0, wrong).forEach(i -> add(slot("/a#0" + i), GOOD));
    assertThatThrownBy(() -> connector.alterOffsets(Map.of(), request))
        .message()
        .endsWith("without leading zeros." + more);
  }

  private static String withSnapshot(String size) {
    return "{\"task_id\":\"a\",\"status\":\"S\",\"observed_at\":5,\"snapshot\":%s}".formatted(size);
  }

  private void assertTaken() {
    assertThatCode(() -> assertThat(connector.alterOffsets(Map.of("name", "x"), request)).isTrue())
        .doesNotThrowAnyException();
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> connector.alterOffsets(Map.of("name", "x"), request))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("No offset was altered. ")
        .hasMessageContaining(message);
  }

  private void add(String partition, String offset) {
    request.put(read(partition), read(offset));
  }

  private static String slot(String slot) {
    return "{\"slot\":\"" + slot + "\"}";
  }

  private static String offset(String taskId, String status, long observedAt) {
    return "{\"task_id\":\"%s\",\"status\":\"%s\",\"observed_at\":%d}"
        .formatted(taskId, status, observedAt);
  }

  private static Map<String, Object> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
