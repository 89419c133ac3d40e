package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.downstream.DownstreamScenario;
import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Kafka's own converters make of the records, and a reader of that. For Avro see {@link
 * AvroConverterIT}.
 */
@Timeout(180)
class ConvertersIT {
  private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(EmbeddedOptions.defaults());

  @Test
  void jsonWithSchemasKeepsTheSchemaAndEveryValue() {
    ConverterScenario scenario = new ConverterScenario(connect);
    List<ConsumerRecord<byte[], byte[]>> records =
        scenario.run(
            Map.of(
                "key.converter",
                JSON,
                "key.converter.schemas.enable",
                "true",
                "value.converter",
                JSON,
                "value.converter.schemas.enable",
                "true"));

    try (JsonConverter values = new JsonConverter();
        JsonConverter keys = new JsonConverter()) {
      values.configure(Map.of(), false);
      keys.configure(Map.of(), true);
      assertThat(records)
          .extracting(record -> keys.toConnectData("any", record.key()))
          .containsOnly(new SchemaAndValue(Schema.STRING_SCHEMA, "a"));
      assertThat(records)
          .allSatisfy(
              record ->
                  assertThat(values.toConnectData("any", record.value()).schema())
                      .isEqualTo(StatusRecords.VALUE));
      scenario.assertIntact(
          records,
          records.stream()
              .map(record -> (Struct) values.toConnectData("any", record.value()).value())
              .toList());
    }
  }

  @Test
  void jsonWithoutSchemasIsPlainJsonAndAStringKeyIsTheTaskId() throws IOException {
    ConverterScenario scenario = new ConverterScenario(connect);
    List<ConsumerRecord<byte[], byte[]>> records =
        scenario.run(
            Map.of(
                "key.converter", STRING,
                "value.converter", JSON,
                "value.converter.schemas.enable", "false"));

    assertThat(records)
        .allSatisfy(
            record -> assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("a"));
    String first =
        """
        {"task_id":"a","status":"IN_PROGRESS","previous_status":null,
         "listing":"%s","observed_at":%d,"snapshot":true,"in_flight_ms":null,
         "generated":null,"generated_expires_at":null,"has_nsfw":null}"""
            .formatted(scenario.listing(), records.get(0).timestamp());
    String second =
        """
        {"task_id":"a","status":"COMPLETED","previous_status":"IN_PROGRESS",
         "listing":"%s","observed_at":%d,"snapshot":false,"in_flight_ms":%d,
         "generated":null,"generated_expires_at":null,"has_nsfw":null}"""
            .formatted(
                scenario.listing(),
                records.get(1).timestamp(),
                records.get(1).timestamp() - records.get(0).timestamp());
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(records.get(0).value())).isEqualTo(json.readTree(first));
    assertThat(json.readTree(records.get(1).value())).isEqualTo(json.readTree(second));
  }

  @Test
  void aStreamsApplicationReadsPlainJson(@TempDir Path state) throws Exception {
    new DownstreamScenario(connect.environment(), state).run();
  }
}
