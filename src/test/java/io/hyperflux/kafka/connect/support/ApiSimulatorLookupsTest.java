package io.hyperflux.kafka.connect.support;

import static io.hyperflux.kafka.connect.support.ApiSimulator.KEY_HEADER;
import static io.hyperflux.kafka.connect.support.ApiSimulator.LISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Several listings, and single tasks, with all that can go wrong with them. */
class ApiSimulatorLookupsTest {
  private static final String MYSTIC = "/v1/ai/mystic";

  private final HttpClient client = HttpClient.newHttpClient();
  @AutoClose private final ApiSimulator api = new ApiSimulator("secret");

  ApiSimulatorLookupsTest() throws IOException {}

  @Test
  void completedTasksHaveOneOrTwoImagesSignedAnew() throws Exception {
    api.put("a", "COMPLETED");
    api.put("b", "COMPLETED");
    api.put("c", "FAILED");

    assertThat(generated("a")).hasSize(2).allMatch(url -> url.contains("/a"));
    assertThat(generated("b")).hasSize(1).doesNotContainAnyElementsOf(generated("b"));
    assertThat(generated("c")).isEmpty();
  }

  @Test
  void aTaskThatLeftItsListingGoesOnWithItsLife() throws Exception {
    api.put(MYSTIC, "a", "IN_PROGRESS");
    api.leaveListing("a");
    assertThat(get(MYSTIC).body()).contains("Tasks not found");
    api.put(MYSTIC, "a", "COMPLETED");
    assertThat(get(MYSTIC).body()).contains("Tasks not found");
    assertThat(data(get(MYSTIC + "/a")).path("status").asText()).isEqualTo("COMPLETED");
    assertThat(get(LISTING + "/a").statusCode()).as("of another listing").isEqualTo(404);

    api.remove("a");
    assertThat(get(MYSTIC + "/a").statusCode()).isEqualTo(404);
  }

  @Test
  void findsTasksBelowTheirListingWhateverTheirId() throws Exception {
    api.put("/v1/ai", "outer", "FAILED");
    api.put(MYSTIC, "a/b c", "CREATED");

    assertThat(data(get(MYSTIC + "/a%2Fb%20c")).path("task_id").asText()).isEqualTo("a/b c");
    assertThat(data(get("/v1/ai/outer")).path("status").asText()).isEqualTo("FAILED");
    assertThat(get(MYSTIC).statusCode()).as("a listing, and no task").isEqualTo(200);
    assertThat(api.lookups()).isEqualTo(2);
  }

  @Test
  void listingsMayShareThePathOfTheirTasks() throws Exception {
    api.singlesAt("/v1/ai/model-pro", "/v1/ai/model");
    api.singlesAt("/v1/ai/model-std", "/v1/ai/model");
    api.put("/v1/ai/model-pro", "p", "CREATED");
    api.put("/v1/ai/model-std", "s", "FAILED");

    assertThat(data(get("/v1/ai/model/p")).path("status").asText()).isEqualTo("CREATED");
    assertThat(data(get("/v1/ai/model/s")).path("status").asText()).isEqualTo("FAILED");
    assertThat(get("/v1/ai/model-pro/p").statusCode()).isEqualTo(404);
    assertThat(get("/v1/ai/model").statusCode()).isEqualTo(404);
    assertThat(api.lookups()).isEqualTo(2);
  }

  @Test
  void spoilsLookupsInTheOrderOfTheScript() throws Exception {
    api.put("a", "COMPLETED");
    api.failLookups(1, LookupFault.SERVER_ERROR);
    api.failLookups(1, LookupFault.NOT_FOUND);
    api.failLookups(1, LookupFault.OTHER_TASK);
    api.failLookups(1, LookupFault.CUT);

    assertThat(get(LISTING).statusCode()).as("no look-up").isEqualTo(200);
    assertThat(get(LISTING + "/a").statusCode()).isEqualTo(500);
    assertThat(get(LISTING + "/a").body()).isEqualTo("{\"message\":\"Not found\"}");
    assertThat(data(get(LISTING + "/a")).path("task_id").asText()).isEqualTo("not-a");
    HttpResponse<String> cut = get(LISTING + "/a");
    assertThat(cut.statusCode()).isEqualTo(200);
    assertThat(cut.body()).startsWith("{\"data\":{\"task_id\":").doesNotEndWith("}");
    assertThat(generated("a")).hasSize(2);
    assertThat(api.lookups()).isEqualTo(5);
  }

  @Test
  void spoilsOneTasksLookupsUntilRecovery() throws Exception {
    api.put("a", "COMPLETED");
    api.put("b", "COMPLETED");
    api.failLookups("a", Integer.MAX_VALUE, LookupFault.SERVER_ERROR);

    assertThat(get(LISTING + "/b").statusCode()).isEqualTo(200);
    assertThat(get(LISTING + "/a").statusCode()).isEqualTo(500);
    assertThat(get(LISTING + "/a").statusCode()).isEqualTo(500);
    api.recover();
    assertThat(get(LISTING + "/a").statusCode()).isEqualTo(200);
  }

  @Test
  void lookupsHangWhileListingsAreAnswered() throws Exception {
    api.put("a", "IN_PROGRESS");
    api.failLookups(3, LookupFault.HANG);
    List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      hanging.add(client.sendAsync(request(LISTING + "/a"), BodyHandlers.ofString()));
    }
    await().until(() -> api.mostSimultaneousLookups() == 3);

    assertThat(get(LISTING).statusCode()).isEqualTo(200);
    assertThat(get(LISTING + "/a").statusCode()).as("the fourth").isEqualTo(200);
    assertThat(hanging).noneMatch(CompletableFuture::isDone);
    assertThat(api.mostSimultaneousLookups()).isEqualTo(4);
    assertThat(api.mostSimultaneous()).isEqualTo(4);
    api.put("a", "COMPLETED");
    api.recover();
    for (CompletableFuture<HttpResponse<String>> one : hanging) {
      assertThat(data(one.get()).path("status").asText()).isEqualTo("COMPLETED");
    }
    api.failLookups("a", 1, LookupFault.HANG);
    var again = client.sendAsync(request(LISTING + "/a"), BodyHandlers.ofString());
    await().until(() -> api.lookups() == 5);
    assertThat(again).isNotDone();
  }

  @Test
  void oneListingHangsOrFailsWhileAnotherIsAnswered() throws Exception {
    api.put("a", "CREATED");
    api.put(MYSTIC, "m", "CREATED");
    api.hang(MYSTIC);
    api.respond(LISTING, 1, 503, Map.of(), "");
    var hanging = client.sendAsync(request(MYSTIC), BodyHandlers.ofString());
    await().until(() -> api.requests(MYSTIC) == 1);

    assertThat(get(LISTING).statusCode()).isEqualTo(503);
    assertThat(get(LISTING).statusCode()).isEqualTo(200);
    assertThat(get(MYSTIC + "/m").statusCode()).isEqualTo(200);
    assertThat(hanging).isNotDone();
    api.recover();
    assertThat(data(hanging.get())).hasSize(1);
  }

  @Test
  void tellsWhenRequestsCame() throws Exception {
    api.put("a", "CREATED");
    long before = System.nanoTime();
    get(LISTING);
    get(LISTING + "/a");
    get(LISTING);

    assertThat(api.requestTimes(LISTING)).hasSize(2).isSorted();
    assertThat(api.requestTimes(LISTING + "/a")).hasSize(1);
    assertThat(api.requestTimes(LISTING).get(0)).isBetween(before, System.nanoTime());
    assertThat(api.lookupRequests())
        .extracting(ApiSimulator.Request::path)
        .containsExactly(LISTING + "/a");
    assertThat(api.mostSimultaneous()).as("one after another").isEqualTo(1);
  }

  @Test
  void asksForTheKeyBeforeAnythingElse() throws Exception {
    api.put("a", "COMPLETED");
    HttpRequest bare = HttpRequest.newBuilder(URI.create(api.url() + LISTING + "/a")).build();

    assertThat(client.send(bare, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  private List<String> generated(String taskId) throws Exception {
    List<String> urls = new ArrayList<>();
    data(get(LISTING + "/" + taskId)).path("generated").forEach(url -> urls.add(url.asText()));
    return urls;
  }

  private static JsonNode data(HttpResponse<String> response) throws JsonProcessingException {
    assertThat(response.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body()).path("data");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(api.url() + path))
        .timeout(Duration.ofSeconds(20))
        .header(KEY_HEADER, "secret")
        .build();
  }
}
