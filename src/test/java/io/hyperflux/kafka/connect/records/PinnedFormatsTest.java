package io.hyperflux.kafka.connect.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import io.hyperflux.kafka.connect.HyperfluxSourceTask;
import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.RunningTask;
import io.hyperflux.kafka.connect.support.StoredOffsets;
import io.hyperflux.kafka.connect.tracking.StatusChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Offsets and records as version 0.1.0 wrote them. Never change these files: a version that fails
 * here would produce everything again, or break consumers. A later version adds files of its own.
 */
@Timeout(60)
class PinnedFormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTING = "/v1/ai/text-to-image/hyperflux";
  private static final StatusChange FIRST_SIGHT =
      new StatusChange(
          1,
          "046b6c7f-0b8a-43b9-b35d-6489e6daee91",
          "IN_PROGRESS",
          null,
          Instant.ofEpochMilli(1_793_880_000_123L),
          true,
          null);
  private static final LookedUpImages IMAGES =
      new LookedUpImages(
          List.of("https://ai-statics.example/a.png?token=exp=1793880000~hmac=0f"),
          Instant.ofEpochSecond(1_793_880_000),
          List.of(false));
  private static final StatusChange CHANGE =
      new StatusChange(
          2,
          "b \"quoted\" \u00e9",
          "SOMETHING_NEW",
          "IN_PROGRESS",
          Instant.ofEpochMilli(5),
          false,
          Duration.ofMinutes(1));

  @Test
  void offsetsAreStillWrittenLikeThis() throws IOException {
    JsonNode pinned = read("offsets-0.1.0.json").path("offsets");
    StatusRecords records = new StatusRecords("images", LISTING);

    for (SourceRecord record :
        List.of(records.of(FIRST_SIGHT, 0, 2, null), records.of(CHANGE, 17, 0, IMAGES))) {
      JsonNode written =
          JSON.readTree(
              JSON.writeValueAsString(
                  Map.of("partition", record.sourcePartition(), "offset", record.sourceOffset())));
      assertThat(pinned).contains(written);
    }
  }

  @Test
  void offsetsAreStillReadAndTakenOverRest() throws IOException {
    StoredOffsets offsets = new StoredOffsets();
    for (JsonNode entry : read("offsets-0.1.0.json").path("offsets")) {
      offsets.put(map(entry.path("partition")), map(entry.path("offset")));
    }
    assertThat(new HyperfluxSourceConnector().alterOffsets(Map.of(), offsets.all())).isTrue();

    try (ApiSimulator api = new ApiSimulator("FPSX-pinned");
        RunningTask task =
            new RunningTask(
                new HyperfluxSourceTask(),
                offsets,
                Map.of(
                    "hyperflux.api.key", "FPSX-pinned",
                    "hyperflux.api.url", api.url(),
                    "poll.interval.ms", "100",
                    "hyperflux.requests.per.minute", "60000"))) {
      api.put(LISTING, FIRST_SIGHT.taskId(), "COMPLETED");
      api.put(LISTING, CHANGE.taskId(), CHANGE.status());
      List<SourceRecord> records = task.pollUntil(() -> api.requests(LISTING) > 2);

      assertThat(RunningTask.texts(records))
          .containsExactly(FIRST_SIGHT.taskId() + ": IN_PROGRESS -> COMPLETED");
      assertThat(records.get(0).sourcePartition()).isEqualTo(Map.of("slot", LISTING + "#0"));
    }
  }

  @Test
  void recordsAreStillWrittenLikeThis() throws IOException {
    StatusRecords records = new StatusRecords("images", LISTING);

    assertThat(json(records.of(FIRST_SIGHT, 0, 2, null)))
        .isEqualTo(read("record-first-sight-0.1.0.json"));
    assertThat(json(records.of(CHANGE, 17, 0, IMAGES))).isEqualTo(read("record-change-0.1.0.json"));
  }

  @Test
  void recordsFitThePinnedSchemaWhenReadBack() throws IOException {
    try (JsonConverter converter = converter()) {
      Struct value =
          (Struct)
              converter
                  .toConnectData("images", JSON.writeValueAsBytes(read("record-change-0.1.0.json")))
                  .value();
      assertThat(value.schema()).isEqualTo(StatusRecords.VALUE);
      assertThat(value)
          .isEqualTo(new StatusRecords("images", LISTING).of(CHANGE, 17, 0, IMAGES).value());
    }
  }

  private static JsonNode json(SourceRecord record) throws IOException {
    try (JsonConverter converter = converter()) {
      return JSON.readTree(
          converter.fromConnectData(record.topic(), record.valueSchema(), record.value()));
    }
  }

  private static JsonConverter converter() {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", true), false);
    return converter;
  }

  private static JsonNode read(String file) throws IOException {
    return JSON.readTree(Files.readString(Path.of("src/test/resources/pinned", file)));
  }

  private static Map<String, Object> map(JsonNode node) {
    return JSON.convertValue(node, new TypeReference<>() {});
  }
}
