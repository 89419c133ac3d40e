package io.hyperflux.kafka.connect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiToWatchTest {
  @Test
  void theTopicIsThatOfTheFirstListing() throws IOException {
    assertThat(topic(Map.of())).isEqualTo("hyperflux-task-status");
    assertThat(topic(Map.of("topic", "images.${listing}"))).isEqualTo("images.hyperflux");
    assertThat(topic(Map.of("topic", "${listing}", "hyperflux.listings", "/v1/x,/v1/y")))
        .isEqualTo("x");
  }

  private static String topic(Map<String, String> given) throws IOException {
    try (ApiToWatch api = ApiToWatch.open(null, given)) {
      return api.topic();
    }
  }
}
