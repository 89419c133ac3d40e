package io.hyperflux.kafka.connect.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The provider's own words in an error answer: {@code {"message"}}, or problem+json with {@code
 * {"message","invalid_params":[{"name","reason"}]}}, with or without an outer {@code problem}
 * object (the page's schema has it, its example has not).
 */
final class ErrorBody {
  private static final int MOST_BYTES = 16_384;
  private static final int MOST_CHARACTERS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorBody() {}

  /**
   * The provider's words on one line of at most 500 characters; empty if there are none.
   *
   * @param mostBytes a longer body than that gives none
   * @param hideSecrets applied before anything is cut off: half a key would not be recognised
   */
  static String words(Answer answer, long mostBytes, UnaryOperator<String> hideSecrets) {
    try {
      InputStream body = answer.body();
      if (body == null) {
        return "";
      }
      int bytes = (int) Math.min(mostBytes, MOST_BYTES);
      JsonNode root = JSON.readTree(body.readNBytes(bytes));
      JsonNode problem = root.path("problem").isObject() ? root.path("problem") : root;
      List<String> words = new ArrayList<>();
      words.add(problem.path("message").asText(""));
      for (JsonNode param : problem.path("invalid_params")) {
        words.add(param.path("name").asText("?") + ": " + param.path("reason").asText("?"));
      }
      words.removeIf(String::isBlank);
      return OneLine.of(hideSecrets.apply(String.join("; ", words)), MOST_CHARACTERS);
    } catch (IOException e) {
      return ""; // no words: the status code speaks for itself
    }
  }
}
