package io.hyperflux.kafka.connect;

import io.hyperflux.kafka.connect.pacing.TaskClock;
import io.hyperflux.kafka.connect.validation.ConnectionCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;

/** Validates settings as a worker does: by a connector for each time, all with one memory. */
public final class Validation {
  public static final String KEY = "FPSX-do-not-print";

  private final ConnectionCheck check;
  private final Map<String, String> settings = new HashMap<>(Map.of("hyperflux.api.key", KEY));

  public Validation(TaskClock clock) {
    this(clock, ConnectionCheck.LONGEST_REQUEST);
  }

  public Validation(TaskClock clock, Duration longestRequest) {
    check = new ConnectionCheck(clock, longestRequest);
  }

  public Validation put(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** The errors of each setting that has some. */
  public Map<String, List<String>> errors() {
    Map<String, List<String>> errors = new TreeMap<>();
    validate()
        .forEach(
            (key, value) -> {
              if (!value.errorMessages().isEmpty()) {
                errors.put(key, value.errorMessages());
              }
            });
    return errors;
  }

  public boolean isVisible(String key) {
    return validate().get(key).visible();
  }

  /** What is recommended for a setting. */
  public List<Object> recommended(String key) {
    return validate().get(key).recommendedValues();
  }

  private Map<String, ConfigValue> validate() {
    Map<String, ConfigValue> values = new TreeMap<>();
    new HyperfluxSourceConnector(check)
        .validate(settings)
        .configValues()
        .forEach(value -> values.put(value.name(), value));
    return values;
  }
}
