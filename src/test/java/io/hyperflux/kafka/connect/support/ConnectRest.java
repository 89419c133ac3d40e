package io.hyperflux.kafka.connect.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Connect worker's REST API, as far as tests need it. Calls are repeated while the group
 * rebalances.
 */
public final class ConnectRest {
  /** How long the await methods wait. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Supplier<URI> base;
  private final RestCalls calls;

  /** The supplier is asked at every call: a worker may come back under another address. */
  ConnectRest(Supplier<URI> base) {
    this.base = base;
    this.calls = new RestCalls(base);
  }

  /** For calls that are not here. */
  public URI uri() {
    return base.get();
  }

  /** GET /health says that the worker is ready. */
  public boolean isHealthy() {
    return calls.statusOf("/health", Duration.ofSeconds(5)) == 200;
  }

  /** For workers before 3.9, which have no /health: the group can be asked. */
  public boolean answers() {
    return calls.statusOf("/connectors", Duration.ofSeconds(5)) == 200;
  }

  /** The version of Kafka that the worker says it is. */
  public String workerVersion() {
    return calls.call("GET", "/", null).path("version").asText();
  }

  /** The connectors that the worker has found, converters and the like left out. */
  public JsonNode connectorPlugins() {
    return calls.call("GET", "/connector-plugins", null);
  }

  /** The names of all connectors. */
  public List<String> connectors() {
    List<String> names = new ArrayList<>();
    calls.call("GET", "/connectors", null).forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Creates the connector or gives it another configuration. */
  public void createConnector(String name, Map<String, String> config) {
    calls.call("PUT", connector(name) + "/config", config);
  }

  /** {@link #createConnector}, then {@link #awaitRunning}. */
  public ConnectorStatus createAndAwaitRunning(String name, Map<String, String> config) {
    createConnector(name, config);
    return awaitRunning(name);
  }

  public void delete(String name) {
    calls.call("DELETE", connector(name), null);
  }

  public void pause(String name) {
    calls.call("PUT", connector(name) + "/pause", null);
  }

  public void resume(String name) {
    calls.call("PUT", connector(name) + "/resume", null);
  }

  /** Ends its tasks; its offsets can be altered then. */
  public void stop(String name) {
    calls.call("PUT", connector(name) + "/stop", null);
  }

  /** Restarts the connector and its tasks. */
  public void restart(String name) {
    calls.call("POST", connector(name) + "/restart?includeTasks=true", null);
  }

  /** Restarts one Connect task. */
  public void restartTask(String name, int id) {
    calls.call("POST", connector(name) + "/tasks/" + id + "/restart", null);
  }

  public ConnectorStatus status(String name) {
    return ConnectorStatus.of(calls.call("GET", connector(name) + "/status", null));
  }

  /** {@code {"offsets":[{"partition":{...},"offset":{...}},...]}}. */
  public JsonNode offsets(String name) {
    return calls.call("GET", connector(name) + "/offsets", null);
  }

  /** The body in the form of {@link #offsets}; the connector has to be stopped. */
  public void alterOffsets(String name, Object offsets) {
    calls.call("PATCH", connector(name) + "/offsets", offsets);
  }

  /** Forgets all offsets; the connector has to be stopped. */
  public void resetOffsets(String name) {
    calls.call("DELETE", connector(name) + "/offsets", null);
  }

  /**
   * The errors of each key that has some, by the worker's validate call; empty: the configuration
   * is fine.
   */
  public Map<String, List<String>> validate(Map<String, String> config) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (JsonNode value : validated(config)) {
      for (JsonNode error : value.path("errors")) {
        errors
            .computeIfAbsent(value.path("name").asText(), name -> new ArrayList<>())
            .add(error.asText());
      }
    }
    return errors;
  }

  /** All that the worker's validate call says of one key: recommended_values, visible, ... */
  public JsonNode validated(Map<String, String> config, String key) {
    return validated(config).stream()
        .filter(value -> value.path("name").asText().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> validated(Map<String, String> config) {
    String type = config.get("connector.class");
    String path =
        "/connector-plugins/" + type.substring(type.lastIndexOf('.') + 1) + "/config/validate";
    List<JsonNode> values = new ArrayList<>();
    calls.call("PUT", path, config).path("configs").forEach(key -> values.add(key.path("value")));
    return values;
  }

  /** Level by logger: GET /admin/loggers. */
  public Map<String, String> loggers() {
    Map<String, String> levels = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> logger :
        calls.call("GET", "/admin/loggers", null).properties()) {
      levels.put(logger.getKey(), logger.getValue().path("level").asText());
    }
    return levels;
  }

  /** Sets the level of the logger {@code name} and those below it, on this worker alone. */
  public void setLogLevel(String name, String level) {
    calls.call("PUT", "/admin/loggers/" + name, Map.of("level", level));
  }

  /** Waits until the connector and all its tasks run. */
  public ConnectorStatus awaitRunning(String name) {
    return awaitStatus(name, "all running", status -> status.isAll("RUNNING"));
  }

  /** Waits until a task has failed, and returns its stack trace. */
  public String awaitTaskFailed(String name) {
    Predicate<ConnectorStatus.Task> failed = task -> task.state().equals("FAILED");
    ConnectorStatus status =
        awaitStatus(name, "a task failed", now -> now.tasks().stream().anyMatch(failed));
    return status.tasks().stream().filter(failed).findFirst().orElseThrow().trace();
  }

  /**
   * Waits for a status; until there is one, or while the worker can't be reached, it is not the
   * wanted one.
   */
  public ConnectorStatus awaitStatus(String name, String what, Predicate<ConnectorStatus> wanted) {
    AtomicReference<Object> last = new AtomicReference<>("nothing yet");
    try {
      return Awaitility.await()
          .dontCatchUncaughtExceptions()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .atMost(PATIENCE)
          .until(
              () -> {
                try {
                  ConnectorStatus now = status(name);
                  last.set(now);
                  return now;
                } catch (RuntimeException e) {
                  last.set(e);
                  throw e;
                }
              },
              wanted);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          name + " is not: " + what + ", after " + PATIENCE + "; it is " + last.get(), e);
    }
  }

  private static String connector(String name) {
    return "/connectors/" + name;
  }
}
