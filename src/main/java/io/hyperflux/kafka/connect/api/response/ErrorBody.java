package io.hyperflux.kafka.connect.api.response;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The message in the body of an error response: {@code {"message"}}, or problem+json with {@code
 * {"message","invalid_params":[{"name","reason"}]}}, with or without an outer {@code problem}
 * object (the page's schema has it, its example has not).
 *
 * @param words the provider's words on one line of at most 500 characters, without a full stop at
 *     the end; empty if there are none
 * @param saysNoTasks whether its {@code message}, and no other member, is "Tasks not found"
 */
public record ErrorBody(String words, boolean saysNoTasks) {
  /** An error response without a message. */
  public static final ErrorBody SILENT = new ErrorBody("", false);

  private static final int MOST_BYTES = 16_384;
  private static final int MOST_CHARACTERS = 500;
  private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\s]+");
  private static final Pattern NO_TASKS =
      Pattern.compile("tasksnotfound\\.?", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTA =
      Pattern.compile("\\b(trial|quota|credits?)\\b", Pattern.CASE_INSENSITIVE);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads it.
   *
   * @param mostBytes a longer body than that says nothing
   * @param hideSecrets applied before anything is cut off: half a key would not be recognised
   */
  public static ErrorBody read(Answer answer, long mostBytes, UnaryOperator<String> hideSecrets) {
    try {
      InputStream body = answer.body();
      if (body == null) {
        return SILENT;
      }
      JsonNode root = JSON.readTree(body.readNBytes((int) Math.min(mostBytes, MOST_BYTES)));
      JsonNode problem = root.path("problem").isObject() ? root.path("problem") : root;
      List<String> words = new ArrayList<>();
      words.add(problem.path("message").asText(""));
      for (JsonNode param : problem.path("invalid_params")) {
        words.add(param.path("name").asText("?") + ": " + param.path("reason").asText("?"));
      }
      words.removeIf(String::isBlank);
      return new ErrorBody(
          oneLine(hideSecrets.apply(String.join("; ", words))), isNoTasks(root.path("message")));
    } catch (IOException e) {
      return SILENT;
    }
  }

  /** Whether the message is about the account's trial, quota or credit. */
  public boolean speaksOfQuota() {
    return QUOTA.matcher(words).find();
  }

  private static boolean isNoTasks(JsonNode message) {
    return message.isTextual()
        && NO_TASKS.matcher(BLANKS.matcher(message.textValue()).replaceAll("")).matches();
  }

  private static String oneLine(String words) {
    return OneLine.of(words.strip().replaceFirst("\\.$", ""), MOST_CHARACTERS);
  }
}
