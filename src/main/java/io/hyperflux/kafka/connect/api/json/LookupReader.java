package io.hyperflux.kafka.connect.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.hyperflux.kafka.connect.api.response.BodyReader;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"data":{"task_id":"...","status":"...","generated":["https://...", ...],
 * "has_nsfw":[false, ...]}}} as a stream, to the last byte. Unknown fields are ignored; of
 * duplicate fields the last one counts. An answer without a usable task id and status, or about
 * another task, is refused.
 */
public final class LookupReader implements BodyReader<LookupAnswer> {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final String asked;
  private final ImageUrls urls = new ImageUrls();
  private final NsfwFlags flags = new NsfwFlags();
  private @Nullable String taskId;
  private @Nullable String status;

  private final DataDocument.Contents contents =
      new DataDocument.Contents() {
        @Override
        public void forget() {
          LookupReader.this.forget();
        }

        @Override
        public void read(JsonParser json) throws IOException {
          readTask(json);
        }
      };

  /**
   * A reader for one task.
   *
   * @param taskId the task that is looked up
   */
  public LookupReader(String taskId) {
    this.asked = taskId;
  }

  /** The path of a single task below its listing. */
  public static String path(String listing, String taskId) {
    return listing + "/" + PercentCodec.encode(taskId, StandardCharsets.UTF_8);
  }

  @Override
  public LookupAnswer read(InputStream body) throws IOException {
    DataDocument.read(JSON, body, JsonToken.START_OBJECT, "object", contents);
    return answer();
  }

  private void forget() {
    taskId = null;
    status = null;
    urls.clear();
    flags.clear();
  }

  private void readTask(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "task_id" -> taskId = UsableText.isAt(json) ? json.getText() : null;
        case "status" -> status = UsableText.isAt(json) ? json.getText() : null;
        case "generated" -> urls.read(json);
        case "has_nsfw" -> flags.read(json);
        default -> {}
      }
      json.skipChildren();
    }
  }

  private LookupAnswer answer() throws UnreadableBodyException {
    if (taskId == null) {
      throw new UnreadableBodyException("its \"data\" has no usable task_id");
    }
    if (!taskId.equals(asked)) {
      throw new UnreadableBodyException("it is about another task");
    }
    if (status == null) {
      throw new UnreadableBodyException("its \"data\" has no usable status");
    }
    return new LookupAnswer(
        taskId,
        status,
        new GeneratedImages(urls.usable(), flags.of(urls), urls.unusable(), flags.areOddFor(urls)));
  }
}
