package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flags of a task's images, as a look-up reads them. */
class NsfwFlagsTest {
  private static final String U = "\"https://a.example/a.jpg\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [U,U]   | [true,false]       | true,false | false
          [U]     | [false]            | false      | false
          U       | [true]             | true       | false
          [U]     | null               |            | false
          [U]     | []                 |            | false
          [U]     | [true,false]       | true       | true
          [U]     | [true,[false,{}]]  |            | true
          [U,U]   | [true]             |            | true
          [U]     | true               |            | true
          [U]     | {"0":[true]}       |            | true
          [U]     | "yes"              |            | true
          [U]     | [1]                |            | true
          [U,U]   | [true,null]        |            | true
          [U,U]   | [true,"false"]     |            | true
          [7,U]   | [true,false]       | false      | false
          [U,7,U] | [true,true,false]  | true,false | false
          [U,7]   | [true]             | true       | true
          [7]     | [true]             |            | false
          []      | []                 |            | false
          null    | [true]             |            | true
          null    | null               |            | false
          """)
  void areOneForEachImageOrNone(String images, String flags, String expected, boolean odd)
      throws IOException {
    for (String order :
        List.of("'generated':%s,'has_nsfw':%s", "'has_nsfw':%2$s,'generated':%1$s")) {
      GeneratedImages read = read(order.formatted(images.replace("U", U), flags));

      assertThat(read.hasNsfw())
          .isEqualTo(
              expected == null
                  ? null
                  : Arrays.stream(expected.split(",", -1)).map(Boolean::valueOf).toList());
      assertThat(read.hasOddFlags()).isEqualTo(odd);
    }
  }

  @Test
  void theirNumberIsBounded() throws IOException {
    String images = "7,".repeat(20_000) + U;
    String flags = "true,".repeat(20_000) + "true";

    GeneratedImages read = read("'generated':[" + images + "],'has_nsfw':[" + flags + "]");

    assertThat(read.urls()).hasSize(1);
    assertThat(read.hasNsfw()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"9998, true", "9999, true", "10000,"})
  void reachTenThousandEntries(int before, Boolean last) throws IOException {
    GeneratedImages read =
        read(
            "'generated':[%s%s],'has_nsfw':[%strue]"
                .formatted("7,".repeat(before), U, "false,".repeat(before)));

    assertThat(read.hasNsfw()).isEqualTo(last == null ? null : List.of(last));
    assertThat(read.hasOddFlags()).isFalse();
  }

  @Test
  void theLastOnesCount() throws IOException {
    assertThat(read("'generated':[" + U + "],'has_nsfw':7,'has_nsfw':[true]").hasNsfw())
        .containsExactly(true);
    assertThat(read("'generated':[" + U + "],'has_nsfw':[true],'has_nsfw':null").hasNsfw())
        .isNull();
  }

  private static GeneratedImages read(String fields) throws IOException {
    String json = "{'data':{'task_id':'a','status':'DONE'," + fields + "}}";
    return new LookupReader("a")
        .read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
        .images();
  }
}
