package io.hyperflux.kafka.connect.support;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a listing of many tasks answers, for {@link ApiSimulator#raw}. */
public final class ListingJson {
  private ListingJson() {}

  /** The tasks task-{@code from} to task-{@code to}, the last one left out. */
  public static String ofTasks(int from, int to, String status) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"task_id\":\"task-%d\",\"status\":\"%s\"}".formatted(i, status))
        .collect(Collectors.joining(",", "{\"data\":[", "]}"));
  }
}
