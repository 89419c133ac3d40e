package io.hyperflux.kafka.connect.support;

import static io.hyperflux.kafka.connect.support.ApiSimulator.KEY_HEADER;
import static io.hyperflux.kafka.connect.support.ApiSimulator.LISTING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.support.ApiSimulator.Answered;
import io.hyperflux.kafka.connect.support.ApiSimulator.Change;
import io.hyperflux.kafka.connect.support.ApiSimulator.Order;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ApiSimulatorTest {
  private final HttpClient client = HttpClient.newHttpClient();
  @AutoClose private final ApiSimulator api = new ApiSimulator("secret");

  ApiSimulatorTest() throws IOException {}

  @Test
  void asksForTheKey() throws Exception {
    assertThat(get(LISTING).body()).isEqualTo("{\"message\":\"Missing API key\"}");
    HttpResponse<String> wrong = get(LISTING, KEY_HEADER, "guess");
    assertThat(wrong.body()).isEqualTo("{\"message\":\"Invalid API key\"}");
    assertThat(wrong.statusCode()).isEqualTo(401);
  }

  @Test
  void listsTasksInTheOrderAskedFor() throws Exception {
    api.put("a", "IN_PROGRESS");
    api.put("b", "CREATED");
    assertThat(body(LISTING))
        .isEqualTo(
            "{\"data\":[{\"task_id\":\"b\",\"status\":\"CREATED\"},"
                + "{\"task_id\":\"a\",\"status\":\"IN_PROGRESS\"}]}");
    api.order(Order.OLDEST_FIRST);
    assertThat(statuses(LISTING))
        .containsExactly(Map.entry("a", "IN_PROGRESS"), Map.entry("b", "CREATED"));
    api.limit(1);
    assertThat(statuses(LISTING)).containsExactly(Map.entry("b", "CREATED"));
  }

  @Test
  void saysThatAListingHasNoTasksAsTheProviderDoes() throws Exception {
    HttpResponse<String> empty = get(LISTING, KEY_HEADER, "secret");
    assertThat(empty.statusCode()).isEqualTo(404);
    assertThat(empty.body()).isEqualTo("{\"message\":\"Tasks not found\"}");
    api.put("a", "IN_PROGRESS");
    api.clear();
    assertThat(noTasks(LISTING)).isTrue();
    api.raw(LISTING, "{\"data\":[]}");
    assertThat(body(LISTING)).isEqualTo("{\"data\":[]}");
  }

  @Test
  void keepsListingsApart() throws Exception {
    api.put("/v1/ai/mystic", "m", "FAILED");
    assertThat(statuses("/v1/ai/mystic")).containsExactly(Map.entry("m", "FAILED"));
    assertThat(noTasks(LISTING)).isTrue();
    assertThat(get("/v1/ai/other", KEY_HEADER, "secret").statusCode()).isEqualTo(404);
  }

  @Test
  void answersForASingleTask() throws Exception {
    api.put("a", "IN_PROGRESS");
    assertThat(body(LISTING + "/a"))
        .isEqualTo("{\"data\":{\"task_id\":\"a\",\"status\":\"IN_PROGRESS\",\"generated\":[]}}");
    api.put("a", "COMPLETED");
    String first = body(LISTING + "/a");
    assertThat(first).contains("\"generated\":[\"https://ai-statics.example/a.jpg?token=exp=");
    assertThat(body(LISTING + "/a")).as("signed anew").isNotEqualTo(first);
    api.hide("a", true);
    assertThat(noTasks(LISTING)).isTrue();
    assertThat(body(LISTING + "/a")).contains("COMPLETED");
    api.remove("a");
    HttpResponse<String> gone = get(LISTING + "/a", KEY_HEADER, "secret");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).isEqualTo("{\"message\":\"Not found\"}");
  }

  @Test
  void keepsAJournalOfChangesAndOnlyOfThem() throws Exception {
    api.put("a", "IN_PROGRESS");
    api.put("a", "IN_PROGRESS");
    api.put("b", "CREATED");
    api.put("a", "COMPLETED");
    assertThat(api.journal())
        .extracting(Change::taskId, Change::status)
        .map(Object::toString)
        .containsExactly(
            "(\"a\", \"IN_PROGRESS\")", "(\"b\", \"CREATED\")", "(\"a\", \"COMPLETED\")");
    assertThat(api.journal()).isSortedAccordingTo((x, y) -> x.at().compareTo(y.at()));
    assertThat(statuses(LISTING)).isEqualTo(Map.of("a", "COMPLETED", "b", "CREATED"));
  }

  @Test
  void servesLiteralBodies() throws Exception {
    api.put("a", "IN_PROGRESS");
    api.raw(LISTING, "{\"data\":");
    assertThat(body(LISTING)).isEqualTo("{\"data\":");
    api.raw(LISTING, null);
    assertThat(statuses(LISTING)).containsKey("a");
  }

  @Test
  void givesQueuedAnswersFirst() throws Exception {
    api.respond(2, 429, Map.of("Retry-After", "3"), "{\"message\":\"Slow down\"}");
    api.respond(LISTING + "/a", 1, 503, Map.of(), "");
    assertThat(get(LISTING + "/a").statusCode()).isEqualTo(503);
    HttpResponse<String> slow = get(LISTING);
    assertThat(slow.statusCode()).isEqualTo(429);
    assertThat(slow.headers().firstValue("Retry-After")).contains("3");
    assertThat(get(LISTING).body()).isEqualTo("{\"message\":\"Slow down\"}");
    assertThat(noTasks(LISTING)).isTrue();
    assertThat(api.requests(LISTING)).isEqualTo(3);
    assertThat(api.requests()).hasSize(4);
    assertThat(api.requests().get(3).headerNames()).contains(KEY_HEADER);
  }

  @Test
  void hangsUntilRecovery() throws Exception {
    api.hang();
    assertThatThrownBy(() -> get(LISTING)).isInstanceOf(HttpTimeoutException.class);
    api.recover();
    assertThat(noTasks(LISTING)).isTrue();
    api.hang();
    var pending = client.sendAsync(request(LISTING), BodyHandlers.ofString());
    await().until(() -> api.requests(LISTING) == 3);
    api.close();
    await().atMost(Duration.ofSeconds(1)).until(pending::isCompletedExceptionally);
  }

  @Test
  void zipsForThoseWhoAsk() throws Exception {
    api.put("a \"quoted\"\n\u00e9", "IN_PROGRESS");
    HttpRequest request =
        request(LISTING, KEY_HEADER, "secret", "Accept-Encoding", "gzip, deflate");
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(unzipped.readAllBytes(), UTF_8)).isEqualTo(body(LISTING));
    }
    assertThat(statuses(LISTING)).containsKey("a \"quoted\"\n\u00e9");
  }

  @Test
  void generatesTheSameTasksFromTheSameSeed() throws Exception {
    api.generate(400, Duration.ofMillis(200), 7);
    await().until(() -> api.journal().size() > 300);
    api.stopGenerating();
    List<Change> journal = api.journal();
    assertThat(journal)
        .extracting(Change::status)
        .contains("CREATED", "IN_PROGRESS", "COMPLETED", "FAILED");
    var last = new HashMap<String, String>();
    journal.forEach(change -> last.put(change.taskId(), change.status()));
    assertThat(statuses(LISTING)).isEqualTo(last);
    try (var twin = new ApiSimulator("secret")) {
      twin.generate(400, Duration.ofMillis(200), 7);
      await().until(() -> twin.journal().size() > 300);
      assertThat(twin.journal().subList(0, 300))
          .extracting(Change::taskId, Change::status)
          .isEqualTo(
              journal.stream()
                  .limit(300)
                  .map(c -> org.assertj.core.groups.Tuple.tuple(c.taskId(), c.status()))
                  .toList());
    }
  }

  @Test
  void restlessTasksGoThereAndBackAgain() {
    api.generateRestless(400, Duration.ofMillis(200), 7);
    await().until(() -> api.journal().size() > 1_000);
    api.stopGenerating();
    var lives = new HashMap<String, String>();
    api.journal().forEach(c -> lives.merge(c.taskId(), c.status(), (all, s) -> all + " " + s));
    assertThat(lives.values())
        .anyMatch(life -> life.contains("IN_PROGRESS UPSCALING IN_PROGRESS"))
        .anyMatch(life -> life.contains("COMPLETED IN_PROGRESS COMPLETED"));
  }

  @Test
  void tellsWhatItAnsweredToWhom() throws Exception {
    get(LISTING);
    noTasks(LISTING);
    api.put("a", "IN_PROGRESS");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.getOutputStream().write("GET /other HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      await().until(() -> api.answered().size() == 3);
      assertThat(api.answered().get(2).client()).endsWith(":" + socket.getLocalPort());
    }
    assertThat(api.answered()).extracting(Answered::status).containsExactly(401, 404, 401);
    assertThat(api.answered())
        .extracting(Answered::path)
        .containsExactly(LISTING, LISTING, "/other");
    assertThat(api.answered().get(1).client()).isEqualTo(api.answered().get(0).client());
    assertThat(api.answered().get(1).at()).isBefore(api.journal().get(0).at());
  }

  private String body(String path) throws Exception {
    HttpResponse<String> response = get(path, KEY_HEADER, "secret");
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private boolean noTasks(String listing) throws Exception {
    HttpResponse<String> response = get(listing, KEY_HEADER, "secret");
    return response.statusCode() == 404 && response.body().contains("Tasks not found");
  }

  private Map<String, String> statuses(String listing) throws Exception {
    var statuses = new LinkedHashMap<String, String>();
    new ObjectMapper()
        .readTree(body(listing))
        .path("data")
        .forEach(task -> statuses.put(task.path("task_id").asText(), task.path("status").asText()));
    return statuses;
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return client.send(request(path, headers), BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(api.url() + path)).timeout(Duration.ofSeconds(1));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }
}
