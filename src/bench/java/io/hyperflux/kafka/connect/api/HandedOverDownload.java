package io.hyperflux.kafka.connect.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;

/**
 * The floor under a poll that must not wait for the network: what {@link BareDownload} does, but on
 * a thread of the client's own, while the caller waits for it.
 */
public final class HandedOverDownload implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final ApiClient api;

  /**
   * Opens no connection yet.
   *
   * @param threads makes the client's threads
   */
  public HandedOverDownload(ApiSettings settings, ThreadFactory threads) {
    api = new ApiClient(settings, threads, InstantSource.system());
  }

  /** Downloads and scans a listing; returns how many tokens it has. */
  public int scan(String path) throws InterruptedException {
    Outcome<Integer> outcome = api.get(path, BareDownload::tokens).await(LONGEST);
    if (outcome instanceof Outcome.Success<Integer> success) {
      return success.value();
    }
    throw new IllegalStateException("The floor could not be measured: " + outcome);
  }

  @Override
  public void close() {
    api.close();
  }
}
