package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that a server writes like the one before are read without the parser, and as right. */
class EntriesWrittenAlikeTest {
  private static final String ID = "046b6c7f-0b8a-43b9-b35d-6489e6daee91";
  private static final String OTHER = "abcdef01-2345-4678-9abc-def012345678";

  private final ListingReader reader = new ListingReader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'task_id':'%s','status':'%s'}",
        "{'task_id': '%s', 'status': '%s'}",
        "\n    {\n      'task_id' : '%s',\n      'status' : '%s'\n    }",
        "{'n':1,'task_id':'%s','of':[1,[],'x'],'status':'%s','to':null}",
        "{'task_id':'twice','task_id':'%s','status':'FAILED','status':'%s'}",
        "{'x':'046b6c7f-0b8a-43b9-b35d-6489e6daee91','task_id':'%s','status':'%s'}",
        "{'status':'FAILED','task_id':'%s','status':'%s'}",
        "{'in':{'task_id':'x'},'task_id':'%s','status':'%s'}",
        "{'task_id':'%s','status':'%s','brace':'}{'}",
        "{'task_id':'%s','status':'%s','\u00e4':'\u4e2d'}",
      })
  void anyLayoutIsReadRight(String layout) throws IOException {
    Random random = new Random(3);
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      entries.add(layout.formatted(uuid(random), random.nextBoolean() ? "COMPLETED" : "FAILED"));
    }
    for (int round = 0; round < 3; round++) {
      assertReadAsTree("{'data':[" + String.join(",", entries) + "]}");
    }
  }

  @Test
  void oneThatDiffersIsReadByTheParser() throws IOException {
    String usual = entry(ID, "COMPLETED");
    for (String odd :
        List.of(
            entry(OTHER.toUpperCase(java.util.Locale.ROOT), "FAILED"),
            entry("00000000-0000-0000-0000-000000000000", "FAILED"),
            entry("task-7", "FAILED"),
            entry(OTHER, "NEVER_SEEN"),
            entry(OTHER, "COMPLETED "),
            entry(OTHER, "COMPLET"),
            entry(OTHER, ""),
            entry("\\u0061bcdef01-2345-4678-9abc-def012345678", "FAILED"),
            "{'task_id':'" + OTHER + "','status':'COMPLETED','status':'FAILED'}",
            "{'task_id':'" + OTHER + "','status':'COMPLETED','task_id':7}",
            "{'task_id':'" + OTHER + "','status':null}",
            "{'status':'FAILED'}",
            "{}",
            "7",
            "[" + usual + "]",
            "[" + usual + "," + usual + "]",
            "'}'",
            "7," + usual)) {
      String around = usual + "," + usual + "," + odd + "," + usual + "," + usual;
      assertReadAsTree("{'data':[" + around + "," + around + "]}");
      assertReadAsTree("{'data':[" + odd + "," + around + "]}");
    }
  }

  @Test
  void aStatusWithQuotesInItIsNotTakenForTwoMembers() throws IOException {
    String escaped = entry(ID, "FAILED\\',\\'of\\':\\'COMPLETED");
    String raw = entry(OTHER, "FAILED','of':'COMPLETED");

    assertReadAsTree(
        "{'data':[" + (escaped + "," + escaped + "," + raw + ",").repeat(9) + raw + "]}");
  }

  @Test
  void whatSeparatesTwoArraysIsNoLayout() throws IOException {
    String twice = "{'data':[" + entry(ID, "FAILED") + "],'data':[" + entry(OTHER, "FAILED") + "]}";

    assertReadAsTree(twice);
    assertReadAsTree(twice);
    assertReadAsTree("{'of':[" + twice + "," + entry(ID, "FAILED") + "],'data':[]}");
  }

  @Test
  void aNumberBetweenTwoEntriesIsNoLayout() throws IOException {
    String between = entry(ID, "FAILED") + ",7," + entry(OTHER, "FAILED");

    assertReadAsTree("{'data':[" + between + "," + between + ",7," + between + "]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
  void otherEncodingsAreReadByTheParserAlone(String encoding) throws IOException {
    String json = "{'data':[" + (entry(ID, "FAILED") + ",").repeat(500) + entry(OTHER, "X") + "]}";

    assertReadAsTree(json, Charset.forName(encoding));
  }

  @Test
  void moreStatusesThanAreKeptAreReadRight() throws IOException {
    Random random = new Random(4);
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      entries.add(
          entry(uuid(random), "S" + (random.nextInt(10) == 0 ? random.nextInt(99) : i % 3)));
    }
    assertReadAsTree("{'data':[" + String.join(",", entries) + "]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'task_id':'<uuid>','status':'<status>'}",
        "{'status':'<status>','task_id':'<uuid>'}",
        "{'task_id':'<text>','status':'<status>'}",
        "{'status':'<status>','task_id':'<text>'}",
        "{'task_id':'<uuid>','n':<number>,'status':'<status>'}",
        "{'n':-<number>.<digits>,'status':'<status>','task_id':'<uuid>','at':'<text>','of':null}",
        "{'task_id':'<uuid>','status':'<status>'}|{'n':1,'status':'<status>','task_id':'<text>'}",
      })
  void nearlyAllOfALongListingIsReadPastTheParser(String given) throws IOException {
    String[] layouts = given.split("\\|", -1);
    Random random = new Random(5);
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      entries.add(filled(layouts[i % layouts.length], random));
    }
    String json = quoted("{'data':[" + String.join(",", entries) + "]}");
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    ListingBody body = new ListingBody();
    ListingReader watched = new ListingReader(body);

    Reading read = Reading.of(watched.read(new ByteArrayInputStream(bytes)));

    assertThat(read).isEqualTo(TreeReading.of(bytes));
    assertThat(body.taken()).isGreaterThan(bytes.length * 9L / 10);
  }

  private static String filled(String layout, Random random) {
    return layout
        .replace("<uuid>", uuid(random))
        .replace("<text>", "task-" + random.nextInt())
        .replace("<number>", String.valueOf(random.nextInt(Integer.MAX_VALUE)))
        .replace("<digits>", "0" + random.nextInt(1_000))
        .replace("<status>", random.nextBoolean() ? "COMPLETED" : "FAILED");
  }

  @Test
  void troubleIsToldAtItsPlaceInTheBody() throws IOException {
    String json = "{'data':[" + (entry(ID, "FAILED") + ",").repeat(2_000) + "nonsense]}";
    byte[] bytes = quoted(json).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(UnreadableBodyException.class)
        .hasMessageEndingWith(" at byte " + whereAParserAloneStops(bytes));
  }

  private static long whereAParserAloneStops(byte[] bytes) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(new ByteArrayInputStream(bytes))) {
      while (json.nextToken() != null) {
        assertThat(json.currentToken()).isNotNull();
      }
      throw new AssertionError("It is JSON");
    } catch (JacksonException e) {
      return e.getLocation().getByteOffset();
    }
  }

  private void assertReadAsTree(String json) throws IOException {
    assertReadAsTree(json, StandardCharsets.UTF_8);
  }

  private void assertReadAsTree(String json, Charset charset) throws IOException {
    byte[] bytes = quoted(json).getBytes(charset);
    Reading right = TreeReading.of(bytes);

    assertThat(Reading.of(reader.read(new ByteArrayInputStream(bytes)))).isEqualTo(right);
    RaggedInputStream ragged = new RaggedInputStream(bytes, new Random(1), bytes.length, null);
    assertThat(Reading.of(reader.read(ragged))).as("in pieces").isEqualTo(right);
  }

  private static String entry(String id, String status) {
    return "{'task_id':'" + id + "','status':'" + status + "'}";
  }

  private static String uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
