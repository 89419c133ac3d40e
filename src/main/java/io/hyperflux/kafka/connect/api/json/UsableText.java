package io.hyperflux.kafka.connect.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What counts as a task id or a status: a JSON string of 1 to 256 characters, not blank. */
final class UsableText {
  static final int LONGEST = 256;

  private UsableText() {}

  /** Whether the parser's current token is one; makes no String of it. */
  static boolean isAt(JsonParser json) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return false;
    }
    int length = json.getTextLength();
    // of a long text the characters would be copied into one array first
    return length <= LONGEST && isNotBlank(json.getTextCharacters(), json.getTextOffset(), length);
  }

  /** Whether one of these characters is no white space. */
  static boolean isNotBlank(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (!Character.isWhitespace(text[i])) {
        return true;
      }
    }
    return false;
  }
}
