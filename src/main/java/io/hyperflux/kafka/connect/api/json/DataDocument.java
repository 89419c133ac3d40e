package io.hyperflux.kafka.connect.api.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Parses {@code {"data": ...}}, the outer object of all answers, as a stream to the last byte.
 * Unknown fields are ignored; of two {@code data} the last one counts.
 */
final class DataDocument {
  private DataDocument() {}

  /** Reads the value of {@code data}. */
  interface Contents {
    /** A {@code data} begins: what an earlier one had is discarded. */
    void forget();

    /** Reads from its first token to its last. */
    void read(JsonParser json) throws IOException;

    /** How many bytes of the body were read past the parser. */
    default long bytesReadPastParser() {
      return 0;
    }
  }

  /**
   * Reads a body.
   *
   * @param start what {@code data} has to begin with
   * @param kind the name of that, for the message
   */
  static void read(
      JsonFactory factory, InputStream body, JsonToken start, String kind, Contents contents)
      throws IOException {
    contents.forget();
    try (JsonParser json = factory.createParser(body)) {
      read(json, start, kind, contents);
    } catch (JacksonException e) {
      throw JsonTrouble.of(e, contents.bytesReadPastParser());
    } catch (CharConversionException e) {
      // Jackson's, of bytes that look like UTF-32 at first
      throw new UnreadableBodyException("it is not JSON");
    }
  }

  private static void read(JsonParser json, JsonToken start, String kind, Contents contents)
      throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw new UnreadableBodyException("it is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new UnreadableBodyException("it is no JSON object");
    }
    boolean hasData = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isData = "data".equals(json.currentName());
      JsonToken value = json.nextToken();
      if (isData) {
        contents.forget();
        hasData = value == start;
      }
      if (isData && hasData) {
        contents.read(json);
      } else {
        json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw new UnreadableBodyException("something follows its JSON object");
    }
    if (!hasData) {
      throw new UnreadableBodyException("it has no \"data\" " + kind);
    }
  }
}
