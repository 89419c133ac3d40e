package io.hyperflux.kafka.connect.quickstart;

import io.hyperflux.kafka.connect.support.ConnectEnvironment;
import io.hyperflux.kafka.connect.support.ConnectorStatus;
import java.util.List;
import java.util.Optional;

/** What goes wrong in the connector while the quickstart watches, in a line rather than a trace. */
final class Trouble {
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
    return fresh.stream()
        .filter(line -> line.contains(" WARN ") && line.contains("(io.hyperflux."))
        .map(line -> line.replaceFirst("^.*\\|task-0] ", "").replaceFirst(" \\([^)]*\\)$", ""))
        .toList();
  }

  private static String firstMessage(String trace) {
    String first = trace.lines().findFirst().orElse(trace);
    return first.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
  }
}
