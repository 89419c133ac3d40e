package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.IsolationLevel;

/** What one integration test has of its own: a name, an API, and readers of topics. */
final class TestResources implements AutoCloseable {
  private final Cleanup cleanup = new Cleanup();
  private final String name;
  private final String bootstrapServers;
  private final ApiSimulator api;
  private RecordCollector records;

  /** The worker of the environment reaches the API. */
  TestResources(String name, ConnectEnvironment environment) {
    this.name = name;
    this.bootstrapServers = environment.bootstrapServers();
    try {
      api =
          cleanup.add(
              new ApiSimulator(
                  environment.bindAddress(), 0, ApiSimulator.KEY_HEADER, ConnectExtension.KEY));
    } catch (IOException e) {
      UncheckedIOException failure = new UncheckedIOException("The test's API can't start", e);
      cleanup.closeAfter(failure);
      throw failure;
    }
    api.raw(listing(), null); // it is there, without tasks
  }

  String name() {
    return name;
  }

  String listing() {
    return "/v1/ai/" + name;
  }

  ApiSimulator api() {
    return api;
  }

  /** The same at each call; made at the first one, since not every test reads its topic. */
  RecordCollector records() {
    if (records == null) {
      records = records(name, IsolationLevel.READ_UNCOMMITTED);
    }
    return records;
  }

  RecordCollector records(String topic, IsolationLevel isolation) {
    return cleanup.add(new RecordCollector(bootstrapServers, topic, isolation));
  }

  /** The readers, then the API. */
  @Override
  public void close() {
    cleanup.close();
  }
}
