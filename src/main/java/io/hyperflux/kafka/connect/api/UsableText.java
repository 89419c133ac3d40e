package io.hyperflux.kafka.connect.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What counts as a task id or a status: a JSON string of 1 to 256 characters, not blank. */
final class UsableText {
  private static final int LONGEST = 256;

  private UsableText() {}

  /** Whether the parser's current token is one; makes no String of it. */
  static boolean isAt(JsonParser json) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return false;
    }
    int length = json.getTextLength();
    if (length > LONGEST) {
      return false;
    }
    char[] text = json.getTextCharacters();
    int offset = json.getTextOffset();
    for (int i = offset; i < offset + length; i++) {
      if (!Character.isWhitespace(text[i])) {
        return true;
      }
    }
    return false;
  }
}
