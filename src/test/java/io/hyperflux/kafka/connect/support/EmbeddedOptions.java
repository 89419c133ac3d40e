package io.hyperflux.kafka.connect.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * What an {@link EmbeddedEnvironment} has that others have not.
 *
 * @param workers how many workers the group has
 * @param workerProperties added to each worker's configuration, or instead of what is there
 * @param brokerProperties the same for the broker
 * @param workerJvm the JVM options of child workers
 */
public record EmbeddedOptions(
    int workers,
    Map<String, String> workerProperties,
    Map<String, String> brokerProperties,
    List<String> workerJvm) {
  /** Small, and started soon. */
  private static final List<String> SMALL_JVM =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  public EmbeddedOptions {
    workerProperties = Map.copyOf(workerProperties);
    brokerProperties = Map.copyOf(brokerProperties);
    workerJvm = List.copyOf(workerJvm);
  }

  /** One worker, nothing special. */
  public static EmbeddedOptions defaults() {
    return new EmbeddedOptions(1, Map.of(), Map.of(), SMALL_JVM);
  }

  public EmbeddedOptions workers(int number) {
    return new EmbeddedOptions(number, workerProperties, brokerProperties, workerJvm);
  }

  public EmbeddedOptions worker(String key, String value) {
    return new EmbeddedOptions(
        workers, with(workerProperties, key, value), brokerProperties, workerJvm);
  }

  /** Workers take <code>${file:...}</code> in a connector's configuration from files. */
  public EmbeddedOptions fileConfigProvider() {
    return worker("config.providers", "file")
        .worker("config.providers.file.class", FileConfigProvider.class.getName());
  }

  public EmbeddedOptions broker(String key, String value) {
    return new EmbeddedOptions(
        workers, workerProperties, with(brokerProperties, key, value), workerJvm);
  }

  /** Instead of the small JVM that tests do with. */
  public EmbeddedOptions workerJvm(String... options) {
    return new EmbeddedOptions(workers, workerProperties, brokerProperties, List.of(options));
  }

  /** Besides what is there. */
  public EmbeddedOptions moreWorkerJvm(String option) {
    List<String> more = new ArrayList<>(workerJvm);
    more.add(option);
    return new EmbeddedOptions(workers, workerProperties, brokerProperties, more);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }
}
