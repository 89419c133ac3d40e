package io.hyperflux.kafka.connect.support;

import java.util.HashMap;
import java.util.Map;

/**
 * What an {@link EmbeddedEnvironment} has that others have not.
 *
 * @param workers how many workers the group has
 * @param workerProperties added to each worker's configuration, or instead of what is there
 * @param brokerProperties the same for the broker
 */
public record EmbeddedOptions(
    int workers, Map<String, String> workerProperties, Map<String, String> brokerProperties) {
  public EmbeddedOptions {
    workerProperties = Map.copyOf(workerProperties);
    brokerProperties = Map.copyOf(brokerProperties);
  }

  /** One worker, nothing special. */
  public static EmbeddedOptions defaults() {
    return new EmbeddedOptions(1, Map.of(), Map.of());
  }

  public EmbeddedOptions workers(int number) {
    return new EmbeddedOptions(number, workerProperties, brokerProperties);
  }

  public EmbeddedOptions worker(String key, String value) {
    return new EmbeddedOptions(workers, with(workerProperties, key, value), brokerProperties);
  }

  public EmbeddedOptions broker(String key, String value) {
    return new EmbeddedOptions(workers, workerProperties, with(brokerProperties, key, value));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }
}
