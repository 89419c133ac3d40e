package io.hyperflux.kafka.connect.support;

import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import java.util.HashMap;
import java.util.Map;

/** What the configuration of every connector under test has in common. */
public final class ConnectorConfig {
  private ConnectorConfig() {}

  /**
   * A map to add to: one Connect task that polls five times a second. The API is not asked when it
   * is validated, since tests count requests.
   */
  public static Map<String, String> of(String topic, String apiUrl, String apiKey) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", HyperfluxSourceConnector.class.getName());
    config.put("tasks.max", "1");
    config.put("topic", topic);
    config.put("hyperflux.api.url", apiUrl);
    config.put("hyperflux.api.key", apiKey);
    config.put("validate.connection", "false");
    config.put("poll.interval.ms", "200");
    config.put("hyperflux.requests.per.minute", "60000");
    return config;
  }
}
