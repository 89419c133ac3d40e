package io.hyperflux.kafka.connect.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a worker says about a connector: GET /connectors/{name}/status. */
public record ConnectorStatus(String state, String trace, List<Task> tasks) {
  /** One Connect task; {@code trace} is empty unless it failed. */
  public record Task(int id, String state, String workerId, String trace) {}

  static ConnectorStatus of(JsonNode json) {
    List<Task> tasks = new ArrayList<>();
    for (JsonNode task : json.path("tasks")) {
      tasks.add(
          new Task(
              task.path("id").asInt(),
              task.path("state").asText(),
              task.path("worker_id").asText(),
              task.path("trace").asText("")));
    }
    JsonNode connector = json.path("connector");
    return new ConnectorStatus(
        connector.path("state").asText(), connector.path("trace").asText(""), List.copyOf(tasks));
  }

  /** The connector and at least one task are in this state, and no task is in another one. */
  public boolean isAll(String wanted) {
    return state.equals(wanted)
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals(wanted));
  }
}
