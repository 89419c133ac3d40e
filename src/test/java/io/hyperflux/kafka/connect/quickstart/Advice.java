package io.hyperflux.kafka.connect.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.support.RestException;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one can do when the quickstart itself does not work, in plain words. */
final class Advice {
  private static final String OTHER_DIRECTORY =
      "name another directory for temporary files: MAVEN_OPTS=-Djava.io.tmpdir=<directory> mvn"
          + " -Pquickstart";

  /** What Connect says before the errors and after them. */
  private static final Pattern AROUND_REFUSAL =
      Pattern.compile("Connector configuration is invalid|You can also find");

  private Advice() {}

  /**
   * The first line of its message, for most go on with a log; and the cause's, if it adds to it.
   */
  static String whatHappened(Throwable failure) {
    String first = firstLine(failure);
    Throwable cause = failure.getCause();
    return cause == null || first.contains(firstLine(cause))
        ? first
        : first + ": " + firstLine(cause);
  }

  /** What to do about it. */
  static String on(Throwable failure) {
    if (causes(failure).anyMatch(e -> message(e).contains("No space left"))) {
      return "Free some space in "
          + System.getProperty("java.io.tmpdir")
          + ", or "
          + OTHER_DIRECTORY;
    }
    if (causes(failure).anyMatch(FileSystemException.class::isInstance)) {
      return "Make it writable, or " + OTHER_DIRECTORY;
    }
    if (causes(failure)
        .anyMatch(e -> e instanceof BindException || message(e).contains("already in use"))) {
      return "Another program took a port that was free a moment before: run it again.";
    }
    if (message(failure).contains("No free port")) {
      return "Close programs that listen there, and run it again.";
    }
    return failure instanceof IllegalArgumentException
        ? ""
        : "The logs of broker and worker are in target/logs.";
  }

  /** What a worker says about a connector's settings that it refuses, without its JSON. */
  static String refusal(RestException refused) {
    String text = refused.getMessage();
    try {
      String message =
          new ObjectMapper()
              .readTree(text.substring(text.indexOf('{')))
              .path("message")
              .asText(text);
      return message
          .lines()
          .filter(line -> !AROUND_REFUSAL.matcher(line).lookingAt())
          .reduce((a, b) -> a + "\n" + b)
          .orElse(text);
    } catch (JsonProcessingException | StringIndexOutOfBoundsException noJson) {
      return text;
    }
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause);
  }

  private static String firstLine(Throwable failure) {
    return message(failure).lines().findFirst().orElse("");
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null || failure instanceof FileSystemException
        ? failure.toString().replaceFirst("^(\\w+\\.)*", "")
        : failure.getMessage();
  }
}
