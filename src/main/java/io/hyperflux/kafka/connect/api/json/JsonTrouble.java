package io.hyperflux.kafka.connect.api.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/** Describes a JSON error without quoting the body: bodies are not logged. */
final class JsonTrouble {
  private JsonTrouble() {}

  /**
   * What is wrong.
   *
   * @param notCounted bytes before it that the parser did not get
   */
  static UnreadableBodyException of(JacksonException e, long notCounted) {
    String where = where(e.getLocation(), notCounted);
    if (e instanceof JsonEOFException) {
      return new UnreadableBodyException("it ends in the middle of its JSON" + where);
    }
    if (e instanceof StreamConstraintsException) {
      // names the limit that was passed, and quotes nothing
      return new UnreadableBodyException("its JSON is extreme: " + e.getOriginalMessage());
    }
    return new UnreadableBodyException("it is not JSON" + where);
  }

  private static String where(@Nullable JsonLocation location, long notCounted) {
    if (location == null) {
      return "";
    }
    // bytes are not counted in what looks like UTF-16 or UTF-32
    return location.getByteOffset() >= 0
        ? " at byte " + (location.getByteOffset() + notCounted)
        : " at character " + location.getCharOffset();
  }
}
