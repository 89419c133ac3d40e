package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.config.LookupPaths;
import io.hyperflux.kafka.connect.support.CapturedLog;
import io.hyperflux.kafka.connect.support.RunningTask;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lookup.paths}: listings whose single tasks stand elsewhere. */
@Timeout(60)
class LookupPathsTest {
  private static final String PRO = "/v1/ai/image-to-video/kling-v2-1-pro";
  private static final String STD = "/v1/ai/image-to-video/kling-v2-1-std";
  private static final String BOTH = "/v1/ai/image-to-video/kling-v2-1";
  private static final String OWN = "/v1/ai/own";

  @AutoClose private final SimulatedWorld world = new SimulatedWorld();

  @ParameterizedTest
  @CsvSource({
    "kling-v2-1-pro, kling-v2-1",
    "kling-v2-1-std, kling-v2-1",
    "kling-pro, kling",
    "kling-std, kling",
    "kling-elements-pro, kling-elements",
    "kling-elements-std, kling-elements",
    "kling-v2-5-pro, kling-v2-5-pro",
  })
  void theProvidersExceptionsAreBuiltIn(String model, String path) {
    LookupPaths paths = new LookupPaths(List.of());

    assertThat(paths.of("/v1/ai/image-to-video/" + model))
        .isEqualTo("/v1/ai/image-to-video/" + path);
    assertThat(paths.of("/v1/ai/" + model)).isEqualTo("/v1/ai/" + model);
  }

  @Test
  void whatIsGivenGoesBeforeWhatIsBuiltIn() {
    LookupPaths paths = new LookupPaths(List.of(PRO + "=/v2/kling", "/a=/b=c"));

    assertThat(paths.of(PRO)).isEqualTo("/v2/kling");
    assertThat(paths.of(STD)).isEqualTo(BOTH);
    assertThat(paths.of("/a")).isEqualTo("/b=c");
  }

  @Test
  void bothKindsOfLookupUseTheBuiltInOnes() {
    world.config.put("hyperflux.listings", PRO + "," + STD);
    world.config.put("lookup.completed", "true");
    world.api.singlesAt(PRO, BOTH);
    world.api.singlesAt(STD, BOTH);
    world.api.put(PRO, "p", "IN_PROGRESS");
    world.api.put(STD, "s", "COMPLETED");
    List<SourceRecord> records = world.start().pollUntil(2);
    assertThat(RunningTask.texts(records))
        .containsExactlyInAnyOrder("p: null -> IN_PROGRESS", "s: null -> COMPLETED");
    assertThat(records)
        .filteredOn(record -> record.key().equals("s"))
        .allSatisfy(record -> assertThat(SimulatedWorld.generated(record)).isNotEmpty());
    world.api.leaveListing("p");
    world.api.put(PRO, "p", "FAILED");

    assertThat(world.texts(1)).containsExactly("p: IN_PROGRESS -> FAILED");
  }

  @Test
  void bothKindsOfLookupUseTheGivenOnes() {
    world.config.put("hyperflux.listings", OWN);
    world.config.put("lookup.completed", "true");
    world.config.put("lookup.paths", OWN + "=/v1/tasks");
    world.api.singlesAt(OWN, "/v1/tasks");
    world.api.put(OWN, "a", "IN_PROGRESS");
    world.api.put(OWN, "b", "COMPLETED");
    world.start().pollUntil(2);
    world.api.leaveListing("a");
    world.api.put(OWN, "a", "COMPLETED");

    List<SourceRecord> records = world.pollUntil(1);
    assertThat(RunningTask.texts(records)).containsExactly("a: IN_PROGRESS -> COMPLETED");
    assertThat(SimulatedWorld.generated(records.get(0))).isNotEmpty();
  }

  @Test
  void aWrongOneIsToldOnceForEachListingAndStart() {
    world.config.put("hyperflux.listings", OWN);
    world.config.put("lookup.completed", "true");
    world.api.singlesAt(OWN, "/v1/tasks");
    for (String id : List.of("a", "b", "c")) {
      world.api.put(OWN, id, "COMPLETED");
    }
    try (CapturedLog log = CapturedLog.ofConnector()) {
      assertThat(world.start().pollUntil(3))
          .allSatisfy(record -> assertThat(SimulatedWorld.generated(record)).isNull());
      assertThat(log.messages(Level.WARN))
          .singleElement()
          .asString()
          .startsWith("GET " + OWN + "/")
          .contains(
              "answered 404", OWN + " shows this task", "lookup.paths, as " + OWN + "=<path>");
      world.api.put(OWN, "d", "COMPLETED");
      world.start().pollUntil(1);
      assertThat(log.messages(Level.WARN)).hasSize(2);
    }
  }

  @Test
  void whatIsGoneIsNoSignOfAWrongOne() {
    world.config.put("hyperflux.listings", OWN);
    world.api.put(OWN, "a", "IN_PROGRESS");
    world.api.put(OWN, "b", "IN_PROGRESS");
    world.start().pollUntil(2);
    world.api.remove("a");
    try (CapturedLog log = CapturedLog.ofConnector()) {
      world.pollUntil(() -> world.api.requests(OWN + "/a") == 1);
      world.pollUntil(() -> log.text().contains("how it ended can't be found out"));
      assertThat(log.messages(Level.WARN)).isEmpty();
    }
  }
}
