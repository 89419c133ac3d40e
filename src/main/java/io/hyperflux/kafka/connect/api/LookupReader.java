package io.hyperflux.kafka.connect.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads {@code {"data":{"task_id":"...","status":"...","generated":["https://...", ...]}}} as a
 * stream, to the last byte. Unknown fields are ignored; of duplicate fields the last one counts. An
 * answer without a usable task id and status, or about another task, is refused.
 */
public final class LookupReader implements BodyReader<LookupAnswer> {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final String asked;
  private final ImageUrls urls = new ImageUrls();
  private boolean hasData;
  private String taskId;
  private String status;

  /**
   * A reader for one task.
   *
   * @param taskId the task that is looked up
   */
  public LookupReader(String taskId) {
    this.asked = taskId;
  }

  @Override
  public LookupAnswer read(InputStream body) throws IOException {
    forget();
    try (JsonParser json = JSON.createParser(body)) {
      readDocument(json);
    } catch (JacksonException e) {
      throw JsonTrouble.of(e);
    } catch (CharConversionException e) {
      // Jackson's, of bytes that look like UTF-32 at first
      throw new UnreadableBodyException("it is not JSON");
    }
    check();
    return new LookupAnswer(taskId, status, urls.usable(), urls.unusable());
  }

  private void forget() {
    hasData = false;
    taskId = null;
    status = null;
    urls.clear();
  }

  private void readDocument(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw new UnreadableBodyException("it is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new UnreadableBodyException("it is no JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isData = "data".equals(json.currentName());
      JsonToken value = json.nextToken();
      if (isData) {
        forget();
        hasData = value == JsonToken.START_OBJECT;
      }
      if (isData && hasData) {
        readTask(json);
      } else {
        json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw new UnreadableBodyException("something follows its JSON object");
    }
  }

  private void readTask(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "task_id" -> taskId = UsableText.isAt(json) ? json.getText() : null;
        case "status" -> status = UsableText.isAt(json) ? json.getText() : null;
        case "generated" -> urls.read(json);
        default -> {}
      }
      json.skipChildren();
    }
  }

  private void check() throws UnreadableBodyException {
    if (!hasData) {
      throw new UnreadableBodyException("it has no \"data\" object");
    }
    if (taskId == null) {
      throw new UnreadableBodyException("its \"data\" has no usable task_id");
    }
    if (!taskId.equals(asked)) {
      throw new UnreadableBodyException("it is about another task");
    }
    if (status == null) {
      throw new UnreadableBodyException("its \"data\" has no usable status");
    }
  }
}
