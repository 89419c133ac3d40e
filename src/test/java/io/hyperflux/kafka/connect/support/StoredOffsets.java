package io.hyperflux.kafka.connect.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A worker's source offsets in memory, as JSON text like in the offsets topic: what comes back is
 * what JSON makes of it (a small number is an Integer or a Long, maps have no order).
 */
public final class StoredOffsets implements OffsetStorageReader {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final Map<String, String> stored = new LinkedHashMap<>();
  private GaugesInMemory metrics = new GaugesInMemory();
  private int lookUps;

  /** Stores one offset. */
  public void put(Map<String, ?> partition, Map<String, ?> offset) {
    stored.put(write(partition), write(offset));
  }

  /** Removes one offset. */
  public void reset(Object partition) {
    stored.remove(write(partition));
  }

  /** Stores the offsets of these records. */
  public void flush(List<SourceRecord> records) {
    records.forEach(record -> put(record.sourcePartition(), record.sourceOffset()));
  }

  /** What is stored, as a worker gives it to a connector. */
  public Map<Map<String, ?>, Map<String, ?>> all() {
    Map<Map<String, ?>, Map<String, ?>> all = new HashMap<>();
    stored.forEach((partition, offset) -> all.put(read(partition), read(offset)));
    return all;
  }

  /** How many offsets are stored. */
  public int size() {
    return stored.size();
  }

  /** How many look-ups there were. */
  public int lookUps() {
    return lookUps;
  }

  /** The metrics that a task has registered with its latest context. */
  public GaugesInMemory metrics() {
    return metrics;
  }

  /** A task's context that has these offsets and nothing else. */
  public SourceTaskContext context() {
    metrics = new GaugesInMemory(); // a worker removes those of an earlier run
    InvocationHandler handler =
        (proxy, method, args) -> {
          if (method.getName().equals("offsetStorageReader")) {
            return this;
          }
          if (method.getName().equals("pluginMetrics")) {
            return metrics;
          }
          throw new AssertionError("unexpected call of " + method);
        };
    return (SourceTaskContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {SourceTaskContext.class}, handler);
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return offsets(List.of(partition)).get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    lookUps++;
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    for (Map<String, T> partition : partitions) {
      String offset = stored.get(write(partition));
      if (offset != null) {
        found.put(partition, read(offset));
      }
    }
    return found;
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Map<String, Object> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
