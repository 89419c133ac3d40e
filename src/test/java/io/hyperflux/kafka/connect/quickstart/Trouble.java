package io.hyperflux.kafka.connect.quickstart;

import io.hyperflux.kafka.connect.support.ConnectEnvironment;
import io.hyperflux.kafka.connect.support.ConnectorStatus;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What goes wrong in the connector while the quickstart watches, in a line rather than a trace. */
final class Trouble {
  /** Time, level, thread, the connector's context if there is one, message, logger. */
  private static final Pattern WARNING =
      Pattern.compile(
          "\\S+ WARN +\\[[^]]*] (?:\\[[^]|]*\\|[^]]*] )?(.*) \\(io\\.hyperflux\\.[^)]*\\)");

  private final ConnectEnvironment environment;
  private final String connector;
  private int linesRead;

  Trouble(ConnectEnvironment environment, String connector) {
    this.environment = environment;
    this.connector = connector;
  }

  /** Why the connector's task has failed; empty while it has not. */
  Optional<String> failure() {
    return environment.rest().status(connector).tasks().stream()
        .filter(task -> task.state().equals("FAILED"))
        .map(ConnectorStatus.Task::trace)
        .map(Trouble::firstMessage)
        .findFirst();
  }

  /** The connector's warnings since the last call. */
  List<String> newWarnings() {
    List<String> lines = environment.workerLog().lines().toList();
    List<String> fresh = lines.subList(Math.min(linesRead, lines.size()), lines.size());
    linesRead = lines.size();
    return warnings(fresh);
  }

  /** The connector's warnings among these lines of a worker's log, without what stands around. */
  static List<String> warnings(List<String> lines) {
    return lines.stream()
        .map(WARNING::matcher)
        .filter(Matcher::matches)
        .map(warning -> warning.group(1))
        .toList();
  }

  /** Whether the API has shown its listing once. */
  boolean hasObserved() {
    return environment.workerLog().contains("First observation of ");
  }

  private static String firstMessage(String trace) {
    String first = trace.lines().findFirst().orElse(trace);
    return first.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
  }
}
