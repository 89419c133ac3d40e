package io.hyperflux.kafka.connect.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletedImagesTest {
  private static final Duration MEMORY = Duration.ofDays(1);

  @TempDir private Path state;
  @AutoClose private TopologyTestDriver driver;
  private TestInputTopic<String, String> changes;
  private TestInputTopic<String, String> requests;
  private TestOutputTopic<String, CompletedImage> images;
  private TestOutputTopic<String, StatusChange> deadLetters;
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");

  @BeforeEach
  void start() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "completed-images");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:0");
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver =
        new TopologyTestDriver(
            CompletedImages.topology("changes", "requests", "images", "dead", MEMORY), config);
    StringSerializer text = new StringSerializer();
    changes = driver.createInputTopic("changes", text, text);
    requests = driver.createInputTopic("requests", text, text);
    images = driver.createOutputTopic("images", new StringDeserializer(), of(CompletedImage.class));
    deadLetters =
        driver.createOutputTopic("dead", new StringDeserializer(), of(StatusChange.class));
  }

  @Test
  void anImageThatIsReadyGoesOutWithItsRequest() {
    requests.pipeInput("a", "a cat on a mat", now);
    change("a", "IN_PROGRESS");
    change("a", "COMPLETED");

    assertThat(images.readKeyValuesToList())
        .containsExactly(
            KeyValue.pair("a", new CompletedImage("a", "a cat on a mat", now.toEpochMilli())));
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void anImageThatNobodyIsKnownToHaveAskedForGoesOutToo() {
    change("a", "COMPLETED");

    assertThat(images.readValue()).isEqualTo(new CompletedImage("a", null, now.toEpochMilli()));
  }

  @Test
  void whatComesTwiceGoesOutOnce() {
    change("a", "COMPLETED");
    change("b", "FAILED");
    now = now.plus(Duration.ofMinutes(5));
    change("a", "COMPLETED");
    change("b", "FAILED");

    assertThat(images.getQueueSize()).isEqualTo(1);
    assertThat(deadLetters.getQueueSize()).isEqualTo(1);
  }

  @Test
  void aTaskThatEndsTwiceInTwoWaysCountsTwice() {
    change("a", "FAILED");
    change("a", "COMPLETED");

    assertThat(deadLetters.getQueueSize()).isEqualTo(1);
    assertThat(images.getQueueSize()).isEqualTo(1);
  }

  @Test
  void theMemoryEnds() {
    change("a", "COMPLETED");
    now = now.plus(MEMORY).plusMillis(1);
    change("a", "COMPLETED");

    assertThat(images.getQueueSize()).isEqualTo(2);
  }

  @Test
  void aFailureGoesToTheDeadLettersAsItCame() {
    change("a", "FAILED");

    assertThat(deadLetters.readKeyValuesToList())
        .containsExactly(
            KeyValue.pair(
                "a",
                new StatusChange(
                    "a",
                    "FAILED",
                    null,
                    "/v1/ai",
                    now.toEpochMilli(),
                    false,
                    null,
                    null,
                    null,
                    null)));
    assertThat(images.isEmpty()).isTrue();
  }

  @Test
  void otherStatusesTombstonesAndFieldsOfLaterVersionsDoNoHarm() {
    change("a", "CREATED");
    changes.pipeInput("a", null, now);
    changes.pipeInput("a", "{\"task_id\":\"a\",\"status\":\"NEW\",\"more\":{}}", now);
    changes.pipeInput("a", "{\"task_id\":\"a\",\"status\":\"COMPLETED\",\"more\":1}", now);

    assertThat(images.readValue()).isEqualTo(new CompletedImage("a", null, 0));
    assertThat(images.isEmpty()).isTrue();
  }

  private void change(String taskId, String status) {
    changes.pipeInput(
        taskId,
        """
        {"task_id":"%s","status":"%s","previous_status":null,"listing":"/v1/ai",
         "observed_at":%d,"generated":null}"""
            .formatted(taskId, status, now.toEpochMilli()),
        now);
  }

  private static <T> Deserializer<T> of(Class<T> type) {
    return JsonSerde.of(type).deserializer();
  }
}
