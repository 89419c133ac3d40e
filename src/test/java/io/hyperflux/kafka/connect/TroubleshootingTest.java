package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever looks a message up in the README finds it: each WARN and ERROR of the code, each way in
 * which a request fails, is quoted in "When something goes wrong", in part at least.
 */
class TroubleshootingTest {
  /** What logs or fails with a message, up to the statement's end. */
  private static final Pattern TOLD =
      Pattern.compile(
          "(?:LOG\\.(?:warn|error)|new Failure|new ConnectException)\\((.*?);\\n", Pattern.DOTALL);

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

  /** Nobody sees the first two, and the last one follows another message. */
  private static final Set<String> NOT_QUOTED =
      Set.of("It was abandoned", "The client was closed", ". Then restart the task.");

  /** Shorter ones ("GET", "host") tell nothing apart. */
  private static final int SHORTEST_QUOTE = 6;

  @Test
  void quotesEveryMessage() throws IOException {
    List<String> quotes = quotes();
    List<String> messages = messages();

    assertThat(messages).hasSizeGreaterThan(20);
    assertThat(messages)
        .allSatisfy(
            message ->
                assertThat(quotes)
                    .as("a quote of: %s", message)
                    .anyMatch(quote -> isOf(quote, message)));
  }

  /** A slip in a setting's name is told through a method reference, which no pattern finds. */
  @Test
  void quotesTheWarningAboutUnknownKeys() throws IOException {
    String warning =
        UnknownKeys.warnings(Set.of("poll.intervall"), ConfigKeys.definition().names()).get(0);

    assertThat(quotes()).anyMatch(quote -> isOf(quote, warning));
  }

  /** Three dots and numbers in a quote stand for what differs. */
  private static boolean isOf(String quote, String message) {
    boolean isInPart =
        Stream.of(quote.split("\\.\\.\\.|[0-9]+", -1))
            .allMatch(part -> message.contains(part.strip()));
    return quote.contains(message.strip()) || (isInPart && quote.length() >= SHORTEST_QUOTE);
  }

  private static List<String> quotes() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int begin = readme.indexOf("| symptom |");
    String table = readme.substring(begin, readme.indexOf("\n\n", begin));
    List<String> quotes = new ArrayList<>();
    for (String row : table.split("\n", -1)) {
      String told = row.split("\\|", -1)[2];
      QUOTE.matcher(told).results().map(quote -> quote.group(1)).forEach(quotes::add);
    }
    return quotes;
  }

  /** The fixed texts of each; those that only hand on another message have none. */
  private static List<String> messages() throws IOException {
    List<String> messages = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        for (MatchResult told : TOLD.matcher(Files.readString(source)).results().toList()) {
          StringBuilder text = new StringBuilder();
          LITERAL.matcher(told.group(1)).results().forEach(part -> text.append(part.group(1)));
          String message = text.toString().replaceAll(" +", " ");
          if (!NOT_QUOTED.contains(message)
              && message.replaceAll("\\{}|[^a-zA-Z]", "").length() >= SHORTEST_QUOTE) {
            messages.add(message);
          }
        }
      }
    }
    return messages;
  }
}
