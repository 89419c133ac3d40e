package io.hyperflux.kafka.connect.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupReaderTest {
  private static final String URL = "https://ai-statics.example/a.jpg?token=exp=1~hmac=00ff";

  private final LookupReader reader = new LookupReader("a");

  @Test
  void readsTheProvidersExample() throws IOException {
    String id = "046b6c7f-0b8a-43b9-b35d-6489e6daee91";
    String body =
        """
        {"data":{"generated":["https://openapi-generator.tech","https://openapi-generator.tech"],
                 "task_id":"%s","status":"COMPLETED"}}"""
            .formatted(id);

    assertThat(new LookupReader(id).read(bytes(body)))
        .isEqualTo(
            new LookupAnswer(
                id,
                "COMPLETED",
                images(
                    List.of("https://openapi-generator.tech", "https://openapi-generator.tech"),
                    0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'data':{'status':'DONE','task_id':'a','generated':['URL']}}",
        "{'data':{'task_id':'a','status':'DONE','generated':['URL'],'more':[{'status':'X'}]}}",
        "{'x':{'data':1},'data':{'task_id':'a','status':'DONE','generated':['URL']},'y':[]}",
        "{'data':{'task_id':7,'status':'X','generated':[1],'task_id':'a','status':'DONE','generated':['URL']}}",
        "{'data':{'task_id':'b','status':'X','generated':['x']},'data':{'task_id':'a','status':'DONE','generated':['URL']}}",
        "{'data':[{}],'data':{'task_id':'a','status':'DONE','generated':['URL']}}",
        " \n{ 'data' : { 'task_id' : '\\u0061' , 'status' : 'DONE' , 'generated' : [ 'URL' ] } } \r\n",
      })
  void readsTheSameInOtherShapes(String json) throws IOException {
    assertThat(read(json)).isEqualTo(answer(0, URL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'status':'CREATED'",
        "'status':'CREATED','generated':null",
        "'status':'CREATED','generated':[]",
        "'status':'CREATED','generated':['URL'],'generated':null",
      })
  void withoutImagesThereIsNoList(String fields) throws IOException {
    assertThat(read("{'data':{'task_id':'a'," + fields + "}}"))
        .isEqualTo(new LookupAnswer("a", "CREATED", GeneratedImages.NONE));
  }

  @Test
  void anEarlierTasksFieldsAreForgotten() {
    assertThatThrownBy(
            () -> read("{'data':{'task_id':'a','status':'DONE'},'data':{'task_id':'a'}}"))
        .hasMessage("its \"data\" has no usable status");
    assertThatThrownBy(() -> read("{'data':{'task_id':'a','status':'DONE'},'data':null}"))
        .hasMessage("it has no \"data\" object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "true",
        "{'uri':'URL'}",
        "{'url':null}",
        "{'url':['URL']}",
        "{'url':'URL','url':7}",
        "{'url':'image.jpg'}",
        "{'image':{'url':'URL'}}",
        "['URL']",
        "'a fox in the snow, by night'",
        "'https://'",
        "'https:/ai-statics.example/a.jpg'",
        "'https://ai-statics.example/a.jpg\\n'",
        "'https://ai-statics.example/\\u0000'",
        "'https://ai-statics.example/\\u007f'",
        "'https://ai-statics.example/\\u0085'",
        "'https://ai-statics.example/\\ud83d.jpg'",
        "''",
        "' '",
        "'image.jpg'",
        "'/image.jpg'",
        "'//ai-statics.example/a.jpg'",
        "'ftp://ai-statics.example/a.jpg'",
        "'javascript:alert(1)'",
        "'https:a.jpg'",
        "' URL'",
      })
  void leavesOutWhatIsNoUrl(String entry) throws IOException {
    assertThat(read(task("[" + entry + ",'URL'," + entry + "]"))).isEqualTo(answer(2, URL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "{'0':'URL'}", "false", "'image.jpg'", "[{}]", "[null]"})
  void withNothingUsableThereIsNoList(String generated) throws IOException {
    LookupAnswer answer = read(task(generated));

    assertThat(answer).isEqualTo(answer(1));
    assertThat(answer.generated()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'URL'",
        "{'url':'URL'}",
        "{'content_type':'image/png','size':[1,{'url':7}],'url':'URL','file':{'url':'x'}}",
        "[{'url':'URL'}]",
        "[{'url':7,'url':'URL'}]",
      })
  void takesObjectsAndASingleUrl(String generated) throws IOException {
    assertThat(read(task(generated))).isEqualTo(answer(0, URL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ai-statics.example/a.jpg",
        "HTTPS://AI-statics.example:8443/%C3%A9/a.jpg?x=%2F&y=a+b#z",
        "https://my_bucket.example/é.jpg",
        "https://[::1]/a.jpg",
        "https:///a.jpg",
        "hTTp://x",
        "https://ai-statics.example/%zz",
        "https://ai-statics.example/a b.jpg",
        "https://ai-statics.example/a|b[c]d{e}f^g`h<i>.jpg?x=|&y=[]",
        "https://ai-statics.example/\uD83D\uDE00.jpg",
      })
  void keepsUrlsAsTheyAre(String url) throws IOException {
    assertThat(read(task("['" + url + "']")).generated()).containsExactly(url);
  }

  @Test
  void takesUrlsOfUpTo8192Characters() throws IOException {
    String longest = "https://a.example/" + "x".repeat(8192 - 18);

    assertThat(read(task("['%s','%sx']".formatted(longest, longest))))
        .isEqualTo(answer(1, longest));
  }

  @Test
  void countsBytesNotCharacters() throws IOException {
    String longest = "https://a.example/" + "\u00e9".repeat(4087);

    assertThat(read(task("['%s','%sx']".formatted(longest, longest))))
        .isEqualTo(answer(1, longest));
  }

  /** A producer takes a MiB by default, and quotes and backslashes double in JSON. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "\\\"", "\\\\", "\u00e9", "\uD83D\uDE00"})
  void theUrlsOfARecordTakeAtMost512Kilobytes(String piece) throws Exception {
    String text = new ObjectMapper().readValue('"' + piece + '"', String.class);
    String rest = piece.repeat(8_150 / text.getBytes(StandardCharsets.UTF_8).length);
    String many = ("\"https://a.example/" + rest + "\",").repeat(100) + "'https://b.example/'";

    LookupAnswer answer = read(task("[" + many + "]"));

    assertThat(new ObjectMapper().writeValueAsBytes(answer.generated()))
        .hasSizeBetween(500 * 1_024, 512 * 1_024 + 400);
    assertThat(answer.generated()).endsWith("https://b.example/");
    assertThat(answer.images().unusableUrls()).isEqualTo(101 - answer.generated().size());
  }

  @Test
  void keepsAHundredOfAThousandUrls() throws IOException {
    String many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "'https://a.example/" + i + "'")
            .collect(Collectors.joining(",", "[", "]"));

    LookupAnswer answer = read(task(many));
    assertThat(answer.generated()).hasSize(100).endsWith("https://a.example/99");
    assertThat(answer.images().unusableUrls()).isEqualTo(900);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                                             | it is empty
          " "                                            | it is empty
          []                                             | it is no JSON object
          null                                           | it is no JSON object
          {}                                             | it has no "data" object
          {'data':null}                                  | it has no "data" object
          {'data':[{'task_id':'a','status':'DONE'}]}     | it has no "data" object
          {'message':'secret'}                           | it has no "data" object
          {'task_id':'a','status':'DONE'}                | it has no "data" object
          {'data':{}}                                    | its "data" has no usable task_id
          {'data':{'status':'DONE'}}                     | its "data" has no usable task_id
          {'data':{'task_id':7,'status':'DONE'}}         | its "data" has no usable task_id
          {'data':{'task_id':' ','status':'DONE'}}       | its "data" has no usable task_id
          {'data':{'task_id':['a'],'status':'DONE'}}     | its "data" has no usable task_id
          {'data':{'task_id':'secret','status':'DONE'}}  | it is about another task
          {'data':{'task_id':'A','status':'DONE'}}       | it is about another task
          {'data':{'task_id':'a'}}                       | its "data" has no usable status
          {'data':{'task_id':'a','status':null}}         | its "data" has no usable status
          {'data':{'task_id':'a','status':' '}}          | its "data" has no usable status
          {'data':{'task_id':'a','status':{'x':'DONE'}}} | its "data" has no usable status
          {'data':{'task_id':'a','status':'DONE'}} {}    | something follows its JSON object
          {'data':{'task_id':'a','status':'DONE'}} x     | it is not JSON
          {'data':{'task_id':'a','status':'secret' 7}}   | it is not JSON
          <html>secret</html>                            | it is not JSON at byte 0
          {'data':{'task_id':'a','status':'DONE'}        | it ends in the middle of its JSON
          """)
  void refusesWhatIsNoAnswer(String json, String reason) {
    assertThatThrownBy(() -> read(json == null ? "" : json))
        .isInstanceOf(UnreadableBodyException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret");
  }

  @Test
  void takesStatusesOfUpTo256Characters() throws IOException {
    String longest = "x".repeat(256);

    assertThat(read("{'data':{'task_id':'a','status':'%s'}}".formatted(longest)).status())
        .isEqualTo(longest);
    assertThatThrownBy(() -> read("{'data':{'task_id':'a','status':'%sx'}}".formatted(longest)))
        .hasMessage("its \"data\" has no usable status");
  }

  @Test
  void refusesExtremeNesting() {
    assertThatThrownBy(() -> read("{'data':{'generated':" + "[".repeat(10_000)))
        .isInstanceOf(UnreadableBodyException.class)
        .hasMessageContaining("extreme");
  }

  @Test
  void remembersNothingOfAnEarlierAnswer() throws IOException {
    read("{'data':{'task_id':'a','status':'X','generated':['URL',7],'has_nsfw':[true]}}");

    assertThat(read("{'data':{'task_id':'a','status':'X'}}"))
        .isEqualTo(new LookupAnswer("a", "X", GeneratedImages.NONE));
    assertThatThrownBy(() -> read("{}")).hasMessageContaining("no \"data\"");
  }

  @ParameterizedTest
  @CsvSource({
    "046b6c7f-0b8a-43b9-b35d-6489e6daee91, 046b6c7f-0b8a-43b9-b35d-6489e6daee91",
    "a/../b, a%2F..%2Fb",
    "a b?c#d, a%20b%3Fc%23d",
  })
  void aTaskStandsBelowItsListing(String taskId, String segment) {
    assertThat(LookupReader.path("/v1/ai/x", taskId)).isEqualTo("/v1/ai/x/" + segment);
  }

  /** To the byte. */
  @Test
  void theUrlsOfARecordMayTake512Kilobytes() throws IOException {
    String first = "'https://a.example/" + "x".repeat(8_192 - 18) + "'";
    String all = (first + ",").repeat(63) + first;

    assertThat(read(task("[" + all + "]")).generated()).hasSize(64);
    LookupAnswer answer = read(task("['http://a'," + all + ",'http://b','http://c']"));
    assertThat(answer.generated())
        .hasSize(66)
        .startsWith("http://a")
        .endsWith("http://b", "http://c");
    assertThat(answer.images().unusableUrls()).isOne();
  }

  @Test
  void showsNoUrlInItsText() throws IOException {
    assertThat(read(task("['URL']"))).hasToString("a: DONE, 1 URLs, 0 unusable");
  }

  @Test
  void aCutAnswerIsNone() {
    byte[] whole = utf8(task("['URL','https://a.example/é',7,null]"));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(cut)))
          .as("cut at %d", length)
          .isInstanceOf(UnreadableBodyException.class);
    }
  }

  private LookupAnswer read(String json) throws IOException {
    return reader.read(bytes(json));
  }

  private static LookupAnswer answer(int unusable, String... urls) {
    return new LookupAnswer("a", "DONE", images(List.of(urls), unusable));
  }

  private static GeneratedImages images(List<String> urls, int unusable) {
    return new GeneratedImages(urls, null, unusable, false);
  }

  private static String task(String generated) {
    return "{'data':{'task_id':'a','status':'DONE','generated':" + generated + "}}";
  }

  private static ByteArrayInputStream bytes(String json) {
    return new ByteArrayInputStream(utf8(json));
  }

  private static byte[] utf8(String json) {
    return json.replace('\'', '"').replace("URL", URL).getBytes(StandardCharsets.UTF_8);
  }
}
