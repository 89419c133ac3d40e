package io.hyperflux.kafka.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.SimulatedWorld;
import io.hyperflux.kafka.connect.Validation;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ${listing}} in {@code topic}. */
class TopicNamesTest {
  private final Validation validation =
      new Validation(new FakeTaskClock()).put("validate.connection", "false");

  @ParameterizedTest
  @CsvSource({
    "images,                       /v1/ai/flux-dev,   images",
    "images.${listing},            /v1/ai/flux-dev,   images.flux-dev",
    "${listing},                   /v1/ai/flux-2_x.y, flux-2_x.y",
    "${listing}-${listing},        /mystic,           mystic-mystic",
    "a-${listing}-b,               /v1/caf%C3%A9~x,   a-caf_C3_A9_x-b",
  })
  void eachListingGetsATopic(String topic, String listing, String name) {
    assertThat(TopicNames.of(topic, listing)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"${listing}", "images.${listing}", "${listing}-${listing}.x"})
  void whatIsTooLongIsCut(String topic) {
    assertThat(TopicNames.of(topic, "/v1/" + "x".repeat(300)))
        .hasSizeBetween(248, 249)
        .endsWith(topic.endsWith("}") ? "x" : ".x");
  }

  @Test
  void twoListingsWithOneTopicAreRefused() {
    validation
        .put("topic", "images.${listing}")
        .put("hyperflux.listings", "/v1/a/x,/v1/b/y,/v1/b/x");

    assertThat(validation.errors()).containsOnlyKeys("topic");
    assertThat(validation.errors().get("topic"))
        .singleElement()
        .asString()
        .contains("images.x", "/v1/a/x", "/v1/b/x")
        .doesNotContain("/v1/b/y");
    assertThat(validation.put("topic", "images").errors()).isEmpty();
  }

  @Test
  void soAreTwoThatABrokerTakesForOne() {
    validation.put("topic", "${listing}").put("hyperflux.listings", "/v1/x.y,/v1/x_y");

    assertThat(validation.errors().get("topic"))
        .singleElement()
        .asString()
        .contains("/v1/x.y", "/v1/x_y");
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    validation.put("topic", "${listing}").put("hyperflux.listings", "/v1/..");

    assertThat(validation.errors().get("topic"))
        .singleElement()
        .asString()
        .contains("/v1/..", "is no topic name");
  }

  @Test
  void recordsGoThereWithinOneBudget() {
    try (SimulatedWorld world = new SimulatedWorld()) {
      world.config.put("topic", "images.${listing}");
      world.config.put("hyperflux.listings", "/v1/ai/mystic,/v1/ai/flux-dev");
      world.api.put("/v1/ai/mystic", "m", "CREATED");
      world.api.put("/v1/ai/flux-dev", "f", "CREATED");
      List<SourceRecord> records = world.start().pollUntil(2);

      assertThat(records)
          .extracting(record -> record.key() + " " + record.topic())
          .containsExactlyInAnyOrder("m images.mystic", "f images.flux-dev");
    }
  }
}
