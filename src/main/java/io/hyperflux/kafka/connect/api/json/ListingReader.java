package io.hyperflux.kafka.connect.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import io.hyperflux.kafka.connect.api.response.BodyReader;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"data":[{"task_id":"...","status":"..."}, ...]}} as a stream, to the last byte.
 * Unknown fields are ignored; of duplicate fields the last one counts. An entry with a usable task
 * id alone is kept, without a status; other entries are counted and left out.
 *
 * <p>Source of the shape: the provider's page "Get the status of all image hyperflux tasks".
 */
public final class ListingReader implements BodyReader<ListingEntries> {
  // Jackson compares the name that is likely to come next byte by byte, without decoding it
  private static final SerializableString TASK_ID = new SerializedString("task_id");
  private static final SerializableString STATUS = new SerializedString("status");

  private final JsonFactory factory =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();
  private final ListingBody body;
  private final EntryLayouts layouts = new EntryLayouts();
  private final ListingEntries entries = new ListingEntries();
  private final TaskIdText taskId = new TaskIdText();
  private final RecentTexts statuses = new RecentTexts();
  private @Nullable String status; // of the entry being read
  private long idAt;
  private long statusAt;

  private final DataDocument.Contents contents =
      new DataDocument.Contents() {
        @Override
        public void forget() {
          entries.clear();
        }

        @Override
        public void read(JsonParser json) throws IOException {
          readEntries(json);
        }

        @Override
        public long bytesReadPastParser() {
          return body.taken();
        }
      };

  /** A reader for one listing, of one answer at a time. */
  public ListingReader() {
    this(new ListingBody());
  }

  ListingReader(ListingBody body) {
    this.body = body;
  }

  @Override
  public ListingEntries read(InputStream in) throws IOException {
    DataDocument.read(factory, body.of(in), JsonToken.START_ARRAY, "array", contents);
    if (entries.hasOnlyUnusable()) {
      throw new UnreadableBodyException(
          "not one of its " + entries.unusable() + " entries has a usable task_id and status");
    }
    return entries;
  }

  @Override
  public ListingEntries ofNoTasks() {
    entries.clear();
    return entries;
  }

  private void readEntries(JsonParser json) throws IOException {
    for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
      if (t == JsonToken.START_OBJECT) {
        readEntry(json);
        if (body.isInPieces() && body.entryEnds(json.currentLocation().getByteOffset())) {
          takeEntries();
        }
      } else {
        json.skipChildren();
        body.leaveEntries();
        entries.addUnusable();
      }
    }
    body.leaveEntries();
  }

  private void readEntry(JsonParser json) throws IOException {
    taskId.clear();
    status = null;
    SerializableString guess = TASK_ID;
    while (true) {
      boolean asGuessed = json.nextFieldName(guess);
      if (!asGuessed && !json.hasToken(JsonToken.FIELD_NAME)) {
        break;
      }
      String field = asGuessed ? guess.getValue() : json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals(TASK_ID.getValue())) {
        idAt = position(json);
        readTaskId(json, value);
      } else if (field.equals(STATUS.getValue())) {
        statusAt = position(json);
        status = readStatus(json, value);
      }
      if (value != JsonToken.VALUE_STRING) {
        json.skipChildren();
      }
      guess = STATUS;
    }
    if (taskId.isEmpty()) {
      entries.addUnusable();
    } else {
      entries.add(taskId, status);
    }
  }

  /** Takes the entries that come next and are written like this one: they need no parser. */
  private void takeEntries() throws IOException {
    if (!taskId.isEmpty() && status != null) {
      body.teach(layouts, idAt, statusAt, status);
    }
    while (body.take(layouts)) {
      entries.add(layouts.taskId(), layouts.status());
    }
  }

  /** Where a value begins. */
  private long position(JsonParser json) {
    return body.isInPieces() ? json.currentTokenLocation().getByteOffset() : 0;
  }

  private void readTaskId(JsonParser json, JsonToken value) throws IOException {
    taskId.clear();
    int length = value == JsonToken.VALUE_STRING ? json.getTextLength() : 0;
    if (length > 0 && length <= UsableText.LONGEST) {
      char[] text = json.getTextCharacters();
      int offset = json.getTextOffset();
      if (UsableText.isNotBlank(text, offset, length)) {
        taskId.set(text, offset, length);
      }
    }
  }

  private @Nullable String readStatus(JsonParser json, JsonToken value) throws IOException {
    int length = value == JsonToken.VALUE_STRING ? json.getTextLength() : 0;
    if (length == 0 || length > UsableText.LONGEST) {
      return null;
    }
    char[] text = json.getTextCharacters();
    int offset = json.getTextOffset();
    return UsableText.isNotBlank(text, offset, length) ? statuses.of(text, offset, length) : null;
  }
}
