package io.hyperflux.kafka.connect.downstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Reads and writes values of one class as JSON; a tombstone stays null. Names are in snake case, as
 * the connector's are, and fields that later versions add are ignored.
 */
final class JsonSerde {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private JsonSerde() {}

  static <T> Serde<T> of(Class<T> type) {
    return Serdes.serdeFrom(
        (topic, value) -> write(value), (topic, bytes) -> bytes == null ? null : read(bytes, type));
  }

  private static byte[] write(Object value) {
    try {
      return value == null ? null : JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SerializationException(e);
    }
  }

  private static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return JSON.readValue(bytes, type);
    } catch (IOException e) {
      throw new SerializationException(e);
    }
  }
}
