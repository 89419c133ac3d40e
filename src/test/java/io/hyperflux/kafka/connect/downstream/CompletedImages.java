package io.hyperflux.kafka.connect.downstream;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What a shop for images would do with the connector's topic: an image that is ready goes out with
 * the request that it was made for, a task that failed goes to a dead letter topic. Each end of a
 * task is handled once, though its record may come twice.
 *
 * <p>Requests are keyed by task_id, as the API gave it to whoever asked for the image, and their
 * topic has as many partitions as the connector's: the join needs both.
 */
public final class CompletedImages {
  private CompletedImages() {}

  /**
   * The whole application, from topics to topics.
   *
   * @param changes the connector's topic, its values as JSON without schemas
   * @param requests values of any kind, keyed by task_id
   * @param images gets a {@link CompletedImage} as JSON, keyed by task_id
   * @param deadLetters gets the changes to FAILED as they came
   * @param memory how long a change is remembered, to know it when it comes again
   */
  public static Topology topology(
      String changes, String requests, String images, String deadLetters, Duration memory) {
    StreamsBuilder builder = new StreamsBuilder();
    Serde<String> text = Serdes.String();
    Serde<StatusChange> change = JsonSerde.of(StatusChange.class);

    KTable<String, String> asked = builder.table(requests, Consumed.with(text, text));
    KStream<String, StatusChange> ends =
        builder.stream(changes, Consumed.with(text, change))
            // a compacted topic may have tombstones
            .filter((taskId, value) -> value != null && (value.isCompleted() || value.isFailed()))
            .processValues(new Once(memory));

    ends.filter((taskId, end) -> end.isCompleted())
        .leftJoin(
            asked,
            (taskId, end, request) -> new CompletedImage(taskId, request, end.observedAt()),
            Joined.with(text, change, text))
        .to(images, Produced.with(text, JsonSerde.of(CompletedImage.class)));
    ends.filter((taskId, end) -> end.isFailed()).to(deadLetters, Produced.with(text, change));
    return builder.build();
  }

  /** Brings the store along, so that the topology need not name it twice. */
  private record Once(Duration memory)
      implements FixedKeyProcessorSupplier<String, StatusChange, StatusChange> {
    @Override
    public FixedKeyProcessor<String, StatusChange, StatusChange> get() {
      return new FirstTimeOnly(memory);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(FirstTimeOnly.store(memory));
    }
  }
}
