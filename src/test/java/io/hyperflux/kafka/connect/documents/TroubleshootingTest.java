package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.config.ConfigDefinition;
import io.hyperflux.kafka.connect.records.StatusRecords;
import io.hyperflux.kafka.connect.validation.UnknownKeys;
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
 * Whoever looks a message up finds it: each WARN and ERROR of the code, each way in which a request
 * fails, is quoted on the page on troubleshooting, in part at least. And nothing else is: what is
 * quoted there is still said.
 */
class TroubleshootingTest {
  /** What logs or fails with a message, up to the statement's end. */
  private static final Pattern TOLD =
      Pattern.compile(
          "(?:LOG\\.(?:warn|error)|new Failure|new ConnectException)\\((.*?);\\n", Pattern.DOTALL);

  /** Whatever says something. */
  private static final Pattern STATEMENT = Pattern.compile("(.*?);\n", Pattern.DOTALL);

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final String HEAD =
      "| symptom | the log or the Connect task's status says | state | what to do |";
  private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

  /** Nobody sees the first two, and the last one follows another message. */
  private static final Set<String> NOT_QUOTED =
      Set.of("It was abandoned", "The client was closed", ". Then restart the task.");

  /** What Java says, and a path that stands for many. */
  private static final Set<String> FROM_ELSEWHERE = Set.of("Connection reset", "GET .../<task id>");

  /** Shorter ones ("GET", "host") tell nothing apart. */
  private static final int SHORTEST_QUOTE = 6;

  @Test
  void quotesEveryMessage() throws IOException {
    List<String> quotes = quotes();
    List<String> messages = messages(TOLD);

    assertThat(messages).hasSizeGreaterThan(20);
    assertThat(messages)
        .allSatisfy(
            message ->
                assertThat(quotes)
                    .as("a quote of: %s", message)
                    .anyMatch(quote -> isOf(quote, message)));
  }

  @Test
  void quotesNothingElse() throws IOException {
    List<String> said = messages(STATEMENT);

    assertThat(quotes())
        .hasSizeGreaterThan(40)
        .filteredOn(quote -> !FROM_ELSEWHERE.contains(quote))
        .filteredOn(quote -> !ConfigDefinition.create().names().contains(quote))
        .filteredOn(quote -> StatusRecords.VALUE.field(quote) == null)
        .allSatisfy(
            quote ->
                assertThat(said)
                    .as("a message that is quoted as: %s", quote)
                    .anyMatch(message -> isOf(withoutTheServersWords(quote), message)));
    assertThat(quotes()).containsAll(FROM_ELSEWHERE);
  }

  @Test
  void hasATableForEachWayItGoesOn() {
    assertThat(tables()).hasSize(3).allMatch(table -> table.split("\n", -1).length > 5);
    assertThat(tables().get(0).lines().skip(2)).allMatch(row -> row.contains("| FAILED "));
    assertThat(tables().get(1).lines().skip(2)).allMatch(row -> row.contains("| RUNNING"));
    assertThat(tables().get(2).lines().skip(2)).noneMatch(row -> row.contains("| FAILED "));
  }

  /** A slip in a setting's name is told through a method reference, which no pattern finds. */
  @Test
  void quotesTheWarningAboutUnknownKeys() {
    assertThat(quotes()).anyMatch(quote -> isOf(quote, unknownKey()));
  }

  private static String unknownKey() {
    return UnknownKeys.messages(Set.of("poll.intervall"), ConfigDefinition.create().names())
        .get("poll.intervall");
  }

  /** What follows a status code is the server's. */
  private static String withoutTheServersWords(String quote) {
    return quote.replaceFirst("^(answered )[0-9]{3}.*", "$1");
  }

  /** Three dots and numbers in a quote stand for what differs. */
  private static boolean isOf(String quote, String message) {
    boolean isInPart =
        Stream.of(quote.split("\\.\\.\\.|[0-9]+", -1))
            .allMatch(part -> message.contains(part.strip()));
    return quote.contains(message.strip()) || (isInPart && quote.length() >= SHORTEST_QUOTE);
  }

  private static List<String> quotes() {
    List<String> quotes = new ArrayList<>();
    for (String table : tables()) {
      for (String row : table.split("\n", -1)) {
        String told = row.split("\\|", -1)[2];
        QUOTE.matcher(told).results().map(quote -> quote.group(1)).forEach(quotes::add);
      }
    }
    return quotes;
  }

  private static List<String> tables() {
    String page = Page.TROUBLESHOOTING.text();
    List<String> tables = new ArrayList<>();
    for (int begin = page.indexOf(HEAD); begin >= 0; begin = page.indexOf(HEAD, begin + 1)) {
      tables.add(page.substring(begin, page.indexOf("\n\n", begin)));
    }
    return tables;
  }

  /** The fixed texts of each; those that only hand on another message have none. */
  private static List<String> messages(Pattern statement) throws IOException {
    List<String> messages = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        for (MatchResult told : statement.matcher(Files.readString(source)).results().toList()) {
          StringBuilder text = new StringBuilder();
          LITERAL.matcher(told.group(1)).results().forEach(part -> text.append(part.group(1)));
          String message = text.toString().replace("\\\"", "\"").replaceAll(" +", " ");
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
