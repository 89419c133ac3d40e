package io.hyperflux.kafka.connect.downstream;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Lets each status of a task through once within the time that the store remembers: at least once
 * means that a change may come again.
 *
 * <p>A store of windows forgets by itself; a plain key-value store would grow for ever. The memory
 * has to outlast the time in which repeats come, which is a restart of the connector, not more. A
 * task that really gets the same status again within it (there and back again) is not let through
 * either.
 */
final class FirstTimeOnly extends ContextualFixedKeyProcessor<String, StatusChange, StatusChange> {
  static final String STORE = "seen-statuses";

  private final Duration memory;
  private WindowStore<String, Long> seen;

  FirstTimeOnly(Duration memory) {
    this.memory = memory;
  }

  static StoreBuilder<WindowStore<String, Long>> store(Duration memory) {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(STORE, memory, memory, false), Serdes.String(), Serdes.Long());
  }

  @Override
  public void init(FixedKeyProcessorContext<String, StatusChange> context) {
    super.init(context);
    seen = context.getStateStore(STORE);
  }

  @Override
  public void process(FixedKeyRecord<String, StatusChange> record) {
    String what = record.key() + "/" + record.value().status();
    long at = record.timestamp();
    try (WindowStoreIterator<Long> earlier =
        seen.fetch(what, Math.max(0, at - memory.toMillis()), at + memory.toMillis())) {
      if (!earlier.hasNext()) {
        seen.put(what, record.value().observedAt(), at);
        context().forward(record);
      }
    }
  }
}
